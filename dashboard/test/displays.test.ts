import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../src/address'
import { bodyOf } from '../src/admin/displays/body'
import { shown, type Display } from '../src/wall/displays'

const hall: Display = { region: 'V1', language: 'en', rotateS: 20, scalePercent: 150 }

describe('a wall that gives its name', () => {
  it('names itself in its address, and its links keep the name', () => {
    expect(readAddress('/', '?display=hall').display).toBe('hall')
    expect(['?display=', '?display=a%20b', `?display=${'x'.repeat(33)}`, ''].map((q) => readAddress('/', q).display)).toEqual([undefined, undefined, undefined, undefined])
    expect(writeAddress({ region: 'W', display: 'hall' })).toBe('/wall/W?display=hall')
  })

  it('shows what its name is set to where its address says nothing', () => {
    expect(shown(readAddress('/', '?display=hall'), hall)).toMatchObject({ region: 'V1', lang: 'en', rotate: 20 })
    expect(shown(readAddress('/wall/W', '?lang=zh&rotate=9&display=hall'), hall)).toMatchObject({ region: 'W', lang: 'zh', rotate: 9 })
  })

  it('is as any other where nothing is set, or nothing is known', () => {
    const nothing: Display = { region: null, language: null, rotateS: null, scalePercent: null }
    for (const display of [nothing, null]) expect(shown(readAddress('/', ''), display)).toMatchObject({ region: null, lang: null, rotate: null })
    expect(shown(readAddress('/nowhere', ''), hall).region).toBeNull()
  })

  it('is set by what was typed, and nothing that was left empty', () => {
    expect(bodyOf({ name: 'hall', region: ' V1 ', language: 'en', rotateS: '20', scalePercent: '' })).toEqual({ region: 'V1', language: 'en', rotateS: 20 })
    expect(bodyOf({ name: 'hall', region: '', language: '', rotateS: 'fast', scalePercent: '0' })).toEqual({ rotateS: 'fast', scalePercent: 0 })
  })
})
