// Planning teams with a pointer: a person is dragged onto a team, and the page with the price of that move opens.
// Nothing is moved before it is confirmed there. A run under way is looked at again every few seconds.

const board = document.querySelector('[data-bw-move]')
if (board) {
  let dragged = ''
  for (const one of board.querySelectorAll('[data-bw-person]')) {
    one.draggable = true
    one.addEventListener('dragstart', (event) => {
      dragged = one.dataset.bwPerson
      event.dataTransfer.setData('text/plain', dragged)
      event.dataTransfer.effectAllowed = 'move'
    })
  }
  for (const team of board.querySelectorAll('[data-bw-team]')) {
    team.addEventListener('dragover', (event) => { event.preventDefault(); team.classList.add('bw-team--over') })
    team.addEventListener('dragleave', () => team.classList.remove('bw-team--over'))
    team.addEventListener('drop', (event) => {
      event.preventDefault()
      team.classList.remove('bw-team--over')
      if (!dragged) return
      const wanted = new URLSearchParams({ applicant: dragged, question: team.dataset.bwTeam })
      location.assign(`${board.dataset.bwMove}?${wanted}`)
    })
  }
}

// The price beside the two lists, as soon as both are chosen.
const form = document.querySelector('[data-bw-price]')
if (form) {
  const shown = form.querySelector('[data-bw-price-shown]')
  form.addEventListener('change', async () => {
    const chosen = new URLSearchParams(new FormData(form))
    if (!chosen.get('applicant')) { shown.replaceChildren(); return }
    chosen.set('part', 'price')
    const answer = await fetch(`${form.action}?${chosen}`, { headers: { 'X-Requested-With': 'fetch' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    shown.replaceChildren(...page.body.childNodes)
  })
}

if (document.querySelector('[data-bw-running]')) setTimeout(() => location.reload(), 3000)
