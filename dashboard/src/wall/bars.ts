import { BarChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, GridComponent, SVGRenderer])

export interface Bar {
  value: number
  /** What is not classified is quieter. */
  quiet: boolean
  /** No bar at all, but a row all the same. */
  bare: boolean
}

/** Horizontal bars, one band a row, as wide as their share of the longest. Names and figures stand beside it as text. */
export function makeBars(el: HTMLElement): { show(bars: Bar[], rem: number): void; dispose(): void } {
  const chart: EChartsType = init(el, null, { renderer: 'svg' })
  const resized = new ResizeObserver(() => chart.resize())
  resized.observe(el)
  return {
    show(bars, rem) {
      chart.setOption({
        animationDuration: 500,
        animationDurationUpdate: 500,
        grid: { left: 0, right: 0, top: 0, bottom: 0 },
        xAxis: { type: 'value', show: false, min: 0, max: Math.max(1, ...bars.map((b) => b.value)) },
        yAxis: { type: 'category', show: false, inverse: true, data: bars.map((_, i) => i) },
        series: [
          {
            type: 'bar',
            barWidth: 0.5 * rem,
            silent: true,
            // A short bar is still seen, a bare row has none.
            barMinHeight: 0.5 * rem,
            data: bars.map((b) => ({
              value: b.bare ? null : b.value,
              itemStyle: { color: b.quiet ? '#5b6b89' : '#35d0a5', borderRadius: 0.25 * rem },
            })),
          },
        ],
      })
    },
    dispose() {
      resized.disconnect()
      chart.dispose()
    },
  }
}
