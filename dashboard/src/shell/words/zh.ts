export const zh = {
  main: '主导航',
  wall: '大屏',
  desk: '受理台',
  lead: '领导页',
  programmes: '项目',
  people: '人员',
  devices: '设备',
  settings: '办理规则',
  displays: '显示屏',
  placement: '网格分布',
  open: '开放访问',
  openTitle: '服务器以 --open 启动：任何人不登录即可使用全部功能。只用于试用。',
  signIn: '登录',
  signOut: '退出',
  signedInAs: '当前用户：{name}',
}
export type Words = typeof zh
