import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { demoNames, named } from '../src/api/names'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8'))

describe('English names of the demo town', () => {
  const regions: { code: string; name: string; kind: string; parent?: string }[] = read('wuzhen.geojson').features.map((f: { properties: object }) => f.properties)

  it('are there for every region, and no more', async () => {
    const names = await demoNames()
    expect(Object.keys(names).sort()).toEqual(regions.map((r) => r.code).sort())
    expect(Object.values(names).filter((n) => /[^\x20-\x7e]/.test(n))).toEqual([])
  })

  it("are the town's own where it has them", async () => {
    const names = await demoNames()
    const own = read('wuzhen.json')
    expect(names[own.code]).toBe(own.names.en)
    for (const trade of own.trades) expect(names[trade.code]).toBe(trade.names.en)
  })

  it('tell the grids of a place apart, and stand only where there are some', async () => {
    const names = await demoNames()
    expect(new Set(Object.values(names)).size).toBe(regions.length)
    const region = { code: 'x', name: '五星村', kind: 'village', parent: null }
    expect(named([region], names)).toEqual([region])
    expect(named([{ ...region, code: '330483100003' }], names)[0]?.name).toBe('Yinxing')
  })
})
