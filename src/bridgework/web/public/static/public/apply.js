// The application form: questions that depend on another answer, and a draft that keeps itself on the server.
// Without this every question is shown with its condition in words, and the buttons keep the draft.

const form = document.getElementById('application')

function answersTo (name) {
  return [...form.elements].filter((one) => one.name === name)
    .filter((one) => !['radio', 'checkbox'].includes(one.type) || one.checked)
    .map((one) => one.value)
}

function showWhatIsAsked () {
  for (const box of form.querySelectorAll('[data-bw-when]')) {
    const before = form.querySelector(`[data-bw-when] [name="${box.dataset.bwWhen}"]`)?.closest('[data-bw-when]')
    box.hidden = Boolean(before?.hidden) || !answersTo(box.dataset.bwWhen).includes(box.dataset.bwValue)
  }
}

const said = form.querySelector('[data-bw-kept-said]')
let waiting
let busy = false
let stopped = false

async function keep () {
  if (stopped) return
  if (busy) { waiting = setTimeout(keep, 1000); return }
  busy = true
  const data = new FormData(form)
  for (const one of form.querySelectorAll('input[type=file]')) data.delete(one.name)
  data.set('then', 'by-itself')
  try {
    const answer = await fetch(form.getAttribute('action') || location.href, { method: 'POST', body: data })
    const told = await answer.json()
    if (told.version) for (const one of form.querySelectorAll('input[name=version]')) one.value = told.version
    if (answer.status === 409) stopped = true
    said.textContent = told.said
  } catch {
    said.textContent = 'Not kept: there is no connection. We try again when you go on writing.'
  }
  busy = false
}

form.addEventListener('input', () => {
  showWhatIsAsked()
  clearTimeout(waiting)
  waiting = setTimeout(keep, 2500)
})
// A button that is pressed keeps everything by itself.
form.addEventListener('submit', () => { clearTimeout(waiting); stopped = true })
showWhatIsAsked()
