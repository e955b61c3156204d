import { call } from '../api/client'
import { atBase } from '../base'
import type { Shrunk } from './shrink'

/** @throws ApiError with the codes of docs/contracts/photos.md. The same photo a second time is stored once. */
export const uploadPhoto = (photo: Shrunk, headers: Record<string, string> = {}) =>
  call<{ photoId: string }>(`api/v1/photos/${photo.id}`, { method: 'PUT', body: photo.blob, headers: { ...headers, 'content-type': 'image/jpeg' } })

export const photoAt = (id: string) => atBase(`api/v1/photos/${id}`)
export const thumbnailAt = (id: string) => atBase(`api/v1/photos/${id}/thumbnail`)
