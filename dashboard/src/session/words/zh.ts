export const zh = {
  title: '登录',
  person: '登录名',
  password: '密码',
  show: '显示密码',
  send: '登录',
  sending: '正在登录…',
  help: '登录名和密码由本镇的安全管理员设置。',
  forgotten: '忘了密码？请安全管理员在“人员”中重设。',
  missing: { person: '请填写登录名。', password: '请填写密码。' },
  unreachable: '服务器没有应答。请检查网络后再试；填写的内容还在。',
  openServer: '这台服务器以 --open 启动：不登录也能使用全部功能。',
  goOn: '不登录，直接进入',
  ended: '登录已结束，请重新登录。填写的内容还在本页。',
  nowhere: '已登录，但还没有任何职责。请安全管理员在“人员”中分配。',
  afterSetup: '首位安全管理员已设立。',
}
export type Words = typeof zh
