import type { Lang } from '../address'
import type { PhotoFault } from './shrink'

/** What to do about a file that is no photo; docs/contracts/photos.md has the server's words for the same. */
export const photoWords: Record<Lang, Record<PhotoFault['code'], string>> = {
  zh: {
    photo_heic: '这是 HEIC 照片，打不开。iPhone：设置 - 相机 - 格式 - 兼容性最佳；安卓：在相机设置中关闭“HEIF（高效）照片”，再拍一张。文字照样可以发送。',
    photo_video: '这是视频。请拍一张照片；文字照样可以发送。',
    photo_type_unknown: '这个文件不是照片。文字照样可以发送。',
  },
  en: {
    photo_heic: 'A HEIC photo, which cannot be opened. iPhone: Settings – Camera – Formats – Most Compatible; Android: switch off HEIF pictures in the camera\'s settings, and take another one. The words can be sent all the same.',
    photo_video: 'This is a video. Take a photo instead; the words can be sent all the same.',
    photo_type_unknown: 'This file is no photo. The words can be sent all the same.',
  },
}
