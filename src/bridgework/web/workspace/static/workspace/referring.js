// References go in where the cursor stands. Without this the button sends the form, and they stand at the end.

const where = document.querySelector('[data-bw-insert-where]')
const said = document.querySelector('[data-bw-insert-said]')
const form = document.getElementById('section-form')
const area = form && form.querySelector('textarea[name="text"]')

if (area) {
  if (where) where.textContent = ', where the cursor stands'
  let from = area.value.length
  let to = from
  const remember = () => { from = area.selectionStart; to = area.selectionEnd }
  for (const name of ['select', 'keyup', 'click', 'input', 'blur']) area.addEventListener(name, remember)
  for (const button of document.querySelectorAll('[data-bw-insert]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault()
      const before = area.value.slice(0, from)
      const space = before && !/\s$/.test(before) ? ' ' : ''
      area.focus()
      area.setRangeText(space + button.value, from, to, 'end')
      remember()
      area.dispatchEvent(new Event('input', { bubbles: true }))
      if (said) said.textContent = `${button.value} is in the text.`
    })
  }
}
