import type { Device, LeavingReason } from '#shared/resident'

/** The register of residents: who is looked after first when supplies fail. */
export const register = {
  title: '优先户名册',
  nav: '名册',
  community: '社区',
  allCommunities: '全部社区',
  need: '需要',
  allNeeds: '全部需要',
  building: '按楼栋找',
  total: '{n} 人在册',
  add: '登记',
  mend: '维护',
  head: { name: '姓名', building: '楼栋', needs: '需要', phone: '电话', notified: '告知', mend: '' },
  noContact: '无联系人',
  more: '再看 50 人（已列 {n} / {all}）',
  loading: '正在取名册…',
  empty: '这一类里没有人',
  about: '名册只按需要登记：停水停电时谁先要帮。不登记证件号，不作别的分类。',
  aboutOpen: '打开一条、查看一个号码都留痕；应急期外 10 分钟最多 30 次。',
  reveal: { title: '为什么要看', hint: '应急期外查看号码须写理由，留痕' },
  field: {
    building: '楼栋', unit: '单元', room: '门牌', name: '姓名', phone: '电话', contactName: '联系人', contactRelation: '关系',
    contactPhone: '联系人电话', born: '出生年段', device: '什么设备', reserve: '备电分钟', notified: '告知日期', noticePurpose: '告知用途',
    noticeSource: '告知方式',
  }, // prettier-ignore
  hint: { noticePurpose: '停水停电时优先联系、上门', noticeSource: '入户告知、家属代办…' },
  device: {
    'oxygen-concentrator': '制氧机', ventilator: '呼吸机', 'infusion-pump': '输液泵', dialysis: '透析机',
  } satisfies Record<Device, string>, // prettier-ignore
  keeps: '不填则不变',
  noUnit: '不分单元',
  noBuilding: '没有这样的楼',
  doorsFailed: '门牌取不到，再选一次',
  wrong: '还不能存：{fields}',
  wrongField: {
    door: '门牌', name: '姓名', born: '出生年段', needs: '需要', device: '设备', phone: '电话', contact: '联系人（三项都要）',
    notified: '告知日期', purpose: '告知用途', source: '告知方式',
  }, // prettier-ignore
  moved: '别人刚改过这一条，没有存，你填的还在。现在是：{name} · {needs} · 告知 {notified}',
  movedBlank: '别人刚改过这一条，没有存，你填的还在。',
  save: '存',
  saveOver: '按我填的存',
  sending: '正在存…',
  close: '返回',
  removeHint: '移出名册即删除，不能找回；正在进行的台账随之减少。再按一次生效。',
  removeSure: '确认移出并删除',
  why: { moved: '已搬走', died: '已去世', 'asked-to': '本人要求', 'no-need': '不再需要' } satisfies Record<LeavingReason, string>, // prettier-ignore
}
