/** Where somebody is, WGS84 degrees; the radius in metres. */
export interface Place {
  latitude: number
  longitude: number
  accuracyM: number
}

/** Asks the browser, which asks whoever holds it; null where it is not to be had within some seconds. */
export const here = (): Promise<Place | null> =>
  new Promise((found) => {
    if (!navigator.geolocation) return found(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found({ latitude: coords.latitude, longitude: coords.longitude, accuracyM: Math.round(coords.accuracy) }),
      () => found(null),
      { enableHighAccuracy: true, timeout: 8_000, maximumAge: 30_000 },
    )
  })
