import { parseArgs } from 'node:util'
import { startMock } from './server.mjs'

const { values } = parseArgs({
  options: {
    scene: { type: 'string', default: 'busy' },
    port: { type: 'string', default: '8090' },
    every: { type: 'string', default: '4000' },
  },
})
const mock = await startMock({ scene: values.scene, port: Number(values.port), every: Number(values.every) })
console.log(`scene ${values.scene}: http://127.0.0.1:${mock.port}/`)
