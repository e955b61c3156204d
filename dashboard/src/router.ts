import { createRouter, createWebHistory } from 'vue-router'
import App from './App.vue'
import { basePath } from './base'

/** A wall carries nothing of the other pages: each is loaded when it is opened. */
export const makeRouter = () =>
  createRouter({
    history: createWebHistory(basePath),
    routes: [
      { path: '/admin', component: () => import('./admin/Admin.vue') },
      // Every other address is the wall's, which knows what to say of one that is none.
      { path: '/:any(.*)*', component: App, meta: { wall: true } },
    ],
  })
