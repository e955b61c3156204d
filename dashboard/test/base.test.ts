import { describe, expect, it } from 'vitest'
import { partsOf, readAddress } from '../src/address'
import { readBase } from '../src/base'

describe('the place where the town is served', () => {
  it('is what the page says of itself, at every depth', () => {
    expect(readBase({ baseURI: 'https://town.example/rg/' }).href).toBe('https://town.example/rg/')
    expect(readBase({ baseURI: 'http://127.0.0.1:8080/?lang=en' }).pathname).toBe('/')
  })
})

describe('a full path', () => {
  it('comes apart as an address is read', () => {
    expect(partsOf('/wall/T?date=2016-06-13&lang=en#x')).toEqual({ path: '/wall/T', query: 'date=2016-06-13&lang=en' })
    expect(partsOf('/')).toEqual({ path: '/', query: '' })
    const { path, query } = partsOf('/wall/a%2Fb?lang=zh')
    expect(readAddress(path, query)).toMatchObject({ region: 'a/b', lang: 'zh' })
  })
})
