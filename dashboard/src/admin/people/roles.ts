import type { Lang } from '../../address'

/** The roles of docs/permissions.md by the names that towns call them; a test compares the two. */
export const ROLES: readonly { role: string; names: Record<Lang, string> }[] = [
  { role: 'steward', names: { zh: '管家', en: 'Steward' } },
  { role: 'stairwell_steward', names: { zh: '楼道长', en: 'Stairwell steward' } },
  { role: 'red_steward', names: { zh: '红色管家', en: 'Red steward' } },
  { role: 'river_patroller', names: { zh: '河长', en: 'River patroller' } },
  { role: 'peace_secretary', names: { zh: '平安书记', en: 'Peace secretary' } },
  { role: 'first_secretary', names: { zh: '第一书记', en: 'First secretary' } },
  { role: 'resident_instructor', names: { zh: '驻村指导员', en: 'Resident instructor' } },
  { role: 'enterprise_contact', names: { zh: '企业联络员', en: 'Enterprise contact' } },
  { role: 'linking_cadre', names: { zh: '联格干部', en: 'Linking cadre' } },
  { role: 'grid_worker', names: { zh: '专职网格员', en: 'Grid worker' } },
  { role: 'handler', names: { zh: '办理人', en: 'Handler' } },
  { role: 'dispatcher', names: { zh: '受理分流员', en: 'Dispatcher' } },
  { role: 'supervisor', names: { zh: '督办员', en: 'Supervisor' } },
  { role: 'leader', names: { zh: '领导', en: 'Leader' } },
  { role: 'system_admin', names: { zh: '系统管理员', en: 'System administrator' } },
  { role: 'security_admin', names: { zh: '安全管理员', en: 'Security administrator' } },
  { role: 'audit_admin', names: { zh: '审计管理员', en: 'Audit administrator' } },
]

export const roleName = (role: string, lang: Lang): string => ROLES.find((one) => one.role === role)?.names[lang] ?? role
