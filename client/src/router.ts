import { createRouter, createWebHistory } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Read from across the room: sizes are shares of the screen's height. */
    scaled?: boolean
    /** On paper white instead of the night of the command room. */
    ground?: 'day'
  }
}

/** Screens that exist. A screen of a later issue gets its line when it comes. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./screens/who/WhoScreen.vue') },
    { path: '/wall', component: () => import('./screens/wall/WallScreen.vue'), meta: { scaled: true } },
    { path: '/desk', component: () => import('./screens/desk/DeskScreen.vue') },
    { path: '/hotspots', component: () => import('./screens/hotspots/HotspotsScreen.vue'), meta: { ground: 'day' } },
    { path: '/field', component: () => import('./screens/field/FieldScreen.vue'), meta: { ground: 'day' } },
    { path: '/admin', component: () => import('./screens/admin/AdminScreen.vue') },
    { path: '/kiosk', component: () => import('./screens/kiosk/KioskScreen.vue'), meta: { scaled: true } },
    { path: '/emergency/:id', component: () => import('./screens/emergency/EmergencyScreen.vue'), props: true },
    {
      path: '/emergency/:id/report',
      component: () => import('./screens/report/ReportScreen.vue'),
      props: true,
      meta: { ground: 'day' },
    },
    { path: '/residents', component: () => import('./screens/register/RegisterScreen.vue') },
    { path: '/:nowhere(.*)*', redirect: '/' },
  ],
})
