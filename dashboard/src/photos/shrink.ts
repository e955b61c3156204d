/** A photo as it is sent: its bytes, and the id that is their SHA-256. */
export interface Shrunk {
  id: string
  blob: Blob
}

/** Longer side in pixels; enough to read a number plate of a manhole cover, and 200 to 400 kB as JPEG. */
export const SIDE_MAX = 1600
const QUALITY = 0.82

/** What a file that is no photo is called in docs/contracts/photos.md. */
export class PhotoFault extends Error {
  constructor(readonly code: 'photo_heic' | 'photo_video' | 'photo_type_unknown') {
    super(code)
  }
}

/** The size to draw at: the longer side at most SIDE_MAX, never larger than it is. */
export function fitted(width: number, height: number, side = SIDE_MAX): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** By the first bytes, as the server does it: a name can say anything. */
export function faultOf(head: Uint8Array): PhotoFault['code'] {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to))
  if (text(4, 8) === 'ftyp') return /hei|hev|mif1|msf1/.test(text(8, 12)) ? 'photo_heic' : 'photo_video'
  if ((head[0] === 0x1a && head[1] === 0x45) || text(8, 12) === 'AVI ') return 'photo_video'
  return 'photo_type_unknown'
}

/**
 * Smaller, upright, without what the camera knew of place and device: a few hundred kilobytes leave a village where ten
 * megabytes do not.
 * @throws PhotoFault It is none that this browser can show.
 */
export async function shrink(file: Blob): Promise<Shrunk> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) throw new PhotoFault(faultOf(new Uint8Array(await file.slice(0, 16).arrayBuffer())))
  try {
    const { width, height } = fitted(picture.width, picture.height)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
    if (!blob) throw new PhotoFault('photo_type_unknown')
    return { id: await sha256(blob), blob }
  } finally {
    picture.close()
  }
}

async function sha256(blob: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
