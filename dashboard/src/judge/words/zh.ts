export const zh = {
  title: '联户评议',
  help: '请凭纸条上的评议码，评一评本网格半年来的服务。不记姓名，一码一次；满五份才公布均分。',
  code: '纸条上的评议码',
  ask: '您满意吗？',
  levels: { 1: '很不满意', 2: '不满意', 3: '一般', 4: '满意', 5: '很满意' },
  missing: '请填写评议码。',
  done: '已收到，谢谢。',
  unreachable: '服务器没有应答：请检查网络再试，评议码仍在。',
}
export type Words = typeof zh
