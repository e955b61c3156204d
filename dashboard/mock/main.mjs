import { parseArgs } from 'node:util'
import { startMock } from './server.mjs'

const { values } = parseArgs({
  options: {
    scene: { type: 'string', default: 'busy' },
    port: { type: 'string', default: '8090' },
    every: { type: 'string', default: '4000' },
    token: { type: 'string', default: '' },
    at: { type: 'string', default: '' },
    storm: { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
  },
})
const mock = await startMock({ ...values, port: Number(values.port), every: Number(values.every) })
console.log(`scene ${values.scene}: http://127.0.0.1:${mock.port}/`)
