import { ElConfigProvider as ConfigProvider, ElOption as Option, ElSelect as Select } from 'element-plus'
import type { Component } from 'vue'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/el-checkbox.css'
import 'element-plus/theme-chalk/el-date-picker.css'
import 'element-plus/theme-chalk/el-form.css'
import 'element-plus/theme-chalk/el-form-item.css'
import 'element-plus/theme-chalk/el-input.css'
import 'element-plus/theme-chalk/el-input-number.css'
import 'element-plus/theme-chalk/el-option.css'
import 'element-plus/theme-chalk/el-popper.css'
import 'element-plus/theme-chalk/el-radio-button.css'
import 'element-plus/theme-chalk/el-radio-group.css'
import 'element-plus/theme-chalk/el-scrollbar.css'
import 'element-plus/theme-chalk/el-select.css'
import 'element-plus/theme-chalk/el-tag.css'
import '../shell/element.css'

/** What the desk takes of the component library, each with its style sheet: a file, for the policy of our pages forbids styles made while running. */
export { ElCheckbox, ElDatePicker, ElForm, ElFormItem, ElInput, ElInputNumber, ElRadioButton, ElRadioGroup } from 'element-plus'
export { default as elementEn } from 'element-plus/es/locale/lang/en.mjs'
export { default as elementZh } from 'element-plus/es/locale/lang/zh-cn.mjs'
// The library's own types of these three come to nothing under `exactOptionalPropertyTypes`.
export const ElConfigProvider: Component = ConfigProvider
export const ElOption: Component = Option
export const ElSelect: Component = Select
