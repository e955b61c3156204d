import { describe, expect, test } from 'vitest'
import { ApiError } from '../src/api/client'
import { faultOf, fitted } from '../src/photos/shrink'
import { partsOf } from '../src/steward/offline'
import { bodyOf, deliver, type Item, type Line, type Receipt } from '../src/steward/deliver'

const item = (more: Partial<Item> = {}): Item => ({
  id: 'r-1', at: Date.parse('2026-03-09T02:00:00Z'), text: '路灯不亮', category: '', place: null, photos: [], state: 'waiting', reasons: [], photoFault: '', issueId: '', ...more,
})
const receipt = (outcome: string, more: Partial<Receipt> = {}): Receipt => ({ outcome, reasons: [], issueId: '', ...more })
const refuse = (status: number, code: string) => new ApiError(status, code, code, code)

/** A line whose photos and report answer as told, and what went over it. */
function lineOf(answers: { photo?: (id: string) => void; report: () => Receipt }): Line & { sent: string[] } {
  const sent: string[] = []
  return {
    sent,
    photo: async (id) => {
      sent.push(id)
      answers.photo?.(id)
    },
    report: async (one) => {
      sent.push(`report with ${one.photos.join()}`)
      return answers.report()
    },
  }
}

describe('a report is delivered', () => {
  test('photos first, then the report that names them', async () => {
    const line = lineOf({ report: () => receipt('OPENED', { issueId: 'G.1' }) })
    const { item: now, then } = await deliver(item({ photos: ['a', 'b'] }), line)
    expect(line.sent).toEqual(['a', 'b', 'report with a,b'])
    expect([now.state, now.issueId, then]).toEqual(['sent', 'G.1', 'next'])
  })

  test.each(['OPENED', 'JOINED', 'RECORDED', 'DUPLICATE'])('%s is received', async (outcome) => {
    expect((await deliver(item(), lineOf({ report: () => receipt(outcome) }))).item.state).toBe('sent')
  })

  test('RETRY, no answer and a failing server leave it waiting', async () => {
    for (const report of [() => receipt('RETRY', { reasons: ['not_durable'] }), () => { throw new TypeError('offline') }, () => { throw refuse(503, 'busy') }, () => { throw refuse(429, 'too_many_tries') }]) {
      const { item: now, then } = await deliver(item(), lineOf({ report }))
      expect([now.state, then]).toEqual(['waiting', 'later'])
    }
  })

  test('INVALID and a refused body are said, and stay', async () => {
    const invalid = await deliver(item(), lineOf({ report: () => receipt('INVALID', { reasons: ['grid_not_own'] }) }))
    expect([invalid.item.state, invalid.item.reasons]).toEqual(['refused', ['grid_not_own']])
    const refused = await deliver(item(), lineOf({ report: () => { throw refuse(400, 'json_malformed') } }))
    expect([refused.item.state, refused.item.reasons]).toEqual(['refused', ['json_malformed']])
  })

  test('the words go even where a photo is refused', async () => {
    const line = lineOf({ photo: (id) => { if (id === 'bad') throw refuse(400, 'photo_truncated') }, report: () => receipt('OPENED') })
    const { item: now } = await deliver(item({ photos: ['good', 'bad'] }), line)
    expect(line.sent.at(-1)).toBe('report with good')
    expect([now.state, now.photoFault]).toEqual(['sent', 'photo_truncated'])
  })

  test('a photo that does not get through keeps its report waiting', async () => {
    const line = lineOf({ photo: () => { throw new TypeError('offline') }, report: () => receipt('OPENED') })
    expect((await deliver(item({ photos: ['a'] }), line)).then).toBe('later')
    expect(line.sent).toEqual(['a'])
  })

  test('a phone that is not known any more asks to be registered and loses nothing', async () => {
    const { item: now, then } = await deliver(item(), lineOf({ report: () => { throw refuse(401, 'token_needed') } }))
    expect([now.state, then]).toEqual(['waiting', 'enrol'])
  })

  test('its body says when it was seen and when it is sent', () => {
    expect(bodyOf(item({ place: { latitude: 30.7, longitude: 120.5, accuracyM: 12 } }), new Date('2026-03-09T05:00:00Z'))).toEqual({
      reportId: 'r-1', observedAt: '2026-03-09T02:00:00.000Z', deviceTime: '2026-03-09T05:00:00.000Z', text: '路灯不亮', origin: 'STEWARD', location: { latitude: 30.7, longitude: 120.5, accuracyM: 12 },
    })
  })
})

describe('photos', () => {
  test('are made smaller and never larger', () => {
    expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 })
    expect(fitted(900, 1200)).toEqual({ width: 900, height: 1200 })
    expect(fitted(1, 50_000)).toEqual({ width: 1, height: 1600 })
  })
  test('what is none is told apart by its bytes', () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    expect(faultOf(bytes('....ftypheic')).toString()).toBe('photo_heic')
    expect(faultOf(bytes('....ftypmp42'))).toBe('photo_video')
    expect(faultOf(new Uint8Array([0x1a, 0x45, 0xdf, 0xa3]))).toBe('photo_video')
    expect(faultOf(bytes('%PDF-1.7....'))).toBe('photo_type_unknown')
  })
})

test('for a place without a network the page puts its own parts aside, and no answer of the server', () => {
  const at = 'https://town.example/rg/'
  expect(partsOf([`${at}assets/index-1a.js`, `${at}assets/index-1a.js`, `${at}assets/noto-3.woff2`, `${at}api/v1/inbox?limit=50`, `${at}api/v1/photos/${'a'.repeat(64)}`])).toEqual([`${at}assets/index-1a.js`, `${at}assets/noto-3.woff2`])
})
