/** What this page remembers. Storage can be forbidden by the browser; then it lasts as long as the page. */
function slot(storage: () => Storage, key: string) {
  return {
    read(): string {
      try {
        return storage().getItem(key) ?? ''
      } catch {
        return ''
      }
    },
    write(text: string): void {
      try {
        if (text) storage().setItem(key, text)
        else storage().removeItem(key)
      } catch {
        return
      }
    },
  }
}

/** The admin token goes with the window: a shared computer does not keep it. */
export const keptToken = slot(() => sessionStorage, 'realtimegov.admin-token')
/** Who sits here, for the audit lines. */
export const keptName = slot(() => localStorage, 'realtimegov.by')
