import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { basePath } from './base'
import { useSession } from './session/session'

/** `key`: within one face the page stays, whatever its address. `signedIn`: asks who is there before it opens. */
declare module 'vue-router' {
  interface RouteMeta {
    key?: string
    signedIn?: boolean
  }
}

/** Each face is loaded when it is opened, and carries nothing of the others. */
const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('./session/SignIn.vue') },
  { path: '/account', component: () => import('./account/Account.vue'), meta: { signedIn: true } },
  { path: '/desk/programmes/:kind?/:id?', component: () => import('./programmes/Programmes.vue'), meta: { key: 'programmes', signedIn: true } },
  { path: '/desk/recorded', component: () => import('./desk/Recorded.vue'), meta: { signedIn: true } },
  { path: '/desk/figures', component: () => import('./desk/figures/Figures.vue'), meta: { signedIn: true } },
  { path: '/desk/handover', component: () => import('./desk/Handover.vue'), meta: { signedIn: true } },
  { path: '/desk/boards', component: () => import('./desk/boards/Boards.vue'), meta: { signedIn: true } },
  { path: '/desk/templates', component: () => import('./desk/Templates.vue'), meta: { signedIn: true } },
  { path: '/desk/:issue?', component: () => import('./desk/Desk.vue'), meta: { key: 'desk', signedIn: true } },
  { path: '/lead', component: () => import('./lead/Lead.vue'), meta: { signedIn: true } },
  { path: '/steward', component: () => import('./steward/Steward.vue') },
  { path: '/r', component: () => import('./resident/Paper.vue') },
  { path: '/judge', component: () => import('./judge/Judge.vue') },
  { path: '/public', component: () => import('./public/Public.vue') },
  { path: '/admin', component: () => import('./admin/Admin.vue') },
  { path: '/admin/people', component: () => import('./admin/people/People.vue'), meta: { signedIn: true } },
  { path: '/admin/devices', component: () => import('./admin/devices/Devices.vue'), meta: { signedIn: true } },
  { path: '/admin/settings/:part?', component: () => import('./admin/settings/Settings.vue'), meta: { key: 'settings', signedIn: true } },
  { path: '/admin/retention', component: () => import('./admin/retention/Retention.vue'), meta: { signedIn: true } },
  { path: '/admin/audit', component: () => import('./admin/audit/Audit.vue'), meta: { signedIn: true } },
  { path: '/admin/health', component: () => import('./admin/health/Health.vue'), meta: { signedIn: true } },
  { path: '/admin/displays', component: () => import('./admin/displays/Displays.vue'), meta: { signedIn: true } },
  // Every other address is the wall's, which knows what to say of one that is none.
  { path: '/:any(.*)*', component: () => import('./App.vue'), meta: { key: 'wall' } },
]

export function makeRouter() {
  const router = createRouter({ history: createWebHistory(basePath), routes })
  router.beforeEach(async (to) => {
    if (!to.meta.signedIn) return true
    const session = useSession()
    // Without an answer the page opens and says that the server cannot be reached: nobody is sent to a form that cannot help.
    if ((await session.known()) !== 'out') return true
    return { path: '/sign-in', query: { ...(to.query['lang'] ? { lang: to.query['lang'] } : {}), next: to.fullPath } }
  })
  return router
}
