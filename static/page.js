// What the browser does alone, without a run of the page: folded parts stay as the reader left them, a link is copied by one tap,
// the drawer of pages closes once a page was chosen, and the address of the server is asked for where it is.
(() => {
  const heard = [] // what is to be done whenever the page has changed; one observer hears it for all
  new MutationObserver(changes => heard.forEach(hear => hear(changes))).observe(
    document, {childList: true, subtree: true, attributes: true, attributeFilter: ["data-answers"]})

  // Streamlit would ask below the page's own address first and be refused. Below a folder of a proxy it finds the server by itself
  const site = new URL("../../", document.currentScript.src)
  if (site.pathname === "/") window.__streamlit = {BACKEND_BASE_URL: site.href, ...window.__streamlit}
  document.documentElement.toggleAttribute("data-can-share", Boolean(navigator.share))

  // in a frame the page around it is told how high this one is, at first and whenever that changes: {ocop: "height", height: pixels}
  if (parent !== window) {
    const watch = new ResizeObserver(([{target}]) => parent.postMessage({ocop: "height", height: Math.ceil(target.getBoundingClientRect().height)}, "*"))
    let block
    heard.push(() => {
      const now = document.querySelector(".streamlit-embedded [data-testid=stMainBlockContainer]")
      if (now === block) return
      watch.disconnect()
      if (block = now) watch.observe(block)
    })
  }

  const NARROW = matchMedia("(max-width: 639.98px)")
  // a phone's page never begins below its drawer of pages, however the last one was left
  if (NARROW.matches) try { Object.keys(localStorage).filter(key => key.startsWith("stSidebarCollapsed")).forEach(key => localStorage.removeItem(key)) } catch {}
  const opened = new Map() // whether the reader has opened or closed a folded part, by its name
  const CHOICE = '.ocop-fold[data-fold="filters"]'
  const isOpen = fold => fold.getAttribute("aria-expanded") === "true"

  function turn(fold, is) {
    fold.setAttribute("aria-expanded", is)
    opened.set(fold.dataset.fold, is)
    window.dispatchEvent(new Event("resize")) // tables measure themselves when the window changes
  }

  // a run that changes the words of a button draws it anew
  heard.push(changes => {
    for (const {addedNodes} of changes) for (const node of addedNodes) {
      if (node.nodeType !== 1) continue
      for (const fold of node.matches(".ocop-fold") ? [node] : node.querySelectorAll(".ocop-fold")) {
        const name = fold.dataset.fold
        if (name === location.hash && !opened.has(name)) opened.set(name, true)
        if (opened.has(name)) fold.setAttribute("aria-expanded", opened.get(name))
      }
    }
  })

  // HTML that came as text (ocop/panels/later.py) becomes part of the page near the view, or in a quiet moment if it can be seen at all
  const near = new IntersectionObserver(entries => entries.forEach(({isIntersecting, target}) => { if (isIntersecting) fill(target) }), {rootMargin: "400px"})
  const sizes = new ResizeObserver(askForQuiet) // a place that was hidden has a width as soon as it can be seen
  const inQuiet = work => window.requestIdleCallback ? requestIdleCallback(work, {timeout: 2000}) : setTimeout(work, 500)
  let isQuietAsked = false

  function fill(place) {
    for (const name of ["later", "whenOpened"]) if (name in place.dataset) {
      place.innerHTML = place.dataset[name]
      delete place.dataset[name]
    }
    near.unobserve(place)
    sizes.unobserve(place)
  }

  function fillInQuiet() {
    isQuietAsked = false
    const next = [...document.querySelectorAll("[data-later]")].find(place => place.checkVisibility())
    if (!next) return
    fill(next)
    askForQuiet()
  }

  function askForQuiet() {
    if (!isQuietAsked) inQuiet(fillInQuiet)
    isQuietAsked = true
  }

  heard.push(changes => {
    for (const {addedNodes} of changes) for (const node of addedNodes) {
      if (node.nodeType !== 1) continue
      const places = [...node.querySelectorAll("[data-later]"), ...(node.matches("[data-later]") ? [node] : [])]
      for (const place of places) {
        near.observe(place)
        sizes.observe(place)
      }
    }
  })
  addEventListener("beforeprint", () => document.querySelectorAll(".ocop-matrix[data-later]").forEach(fill))
  document.addEventListener("beforetoggle", ({target, newState}) => { if (newState === "open" && target.dataset.whenOpened !== undefined) fill(target) }, true)

  // the rows of a block as a table: the unseen input holds the names of those that are wanted, and the page answers with their tables
  const tables = () => document.querySelector(".st-key-tables input"), wanted = () => new Set((tables()?.value ?? "").split(" ").filter(Boolean))
  function show(names = wanted()) {
    document.querySelectorAll("[data-twin]").forEach(button => button.setAttribute("aria-checked", names.has(button.dataset.twin)))
  }
  heard.push(changes => {
    if (changes.some(({addedNodes}) => [...addedNodes].some(node => node.nodeType === 1 && (node.matches("[data-twin]") || node.querySelector("[data-twin]"))))) show()
  })
  // what an unseen input holds is heard by the page as if a reader had typed it
  function write(input, words) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, words)
    input.dispatchEvent(new Event("input", {bubbles: true}))
    setTimeout(() => input.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}))) // once the page has heard the words
  }

  document.addEventListener("click", ({target}) => {
    const button = target.closest?.("[data-twin]"), input = tables()
    if (!button || !input) return
    const names = wanted()
    if (!names.delete(button.dataset.twin)) names.add(button.dataset.twin)
    write(input, [...names].join(" "))
    show(names)
  })

  // a file is made when its button is pressed: the unseen input holds its name, and the page answers with a bar and then the file
  document.addEventListener("click", ({target}) => {
    const button = target.closest?.("[data-makes]"), input = document.querySelector(".st-key-file input")
    if (button && input) write(input, button.dataset.makes)
  })

  // the search box of a table of ours: rows without its words are left out, capitals and accents apart
  const bare = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  document.addEventListener("input", ({target}) => {
    if (!target.matches?.("[data-finds]")) return
    const found = target.closest(".ocop-found"), words = bare(target.value).split(/\s+/).filter(Boolean)
    found.querySelectorAll("[data-later]").forEach(fill)
    let shown = 0
    for (const row of found.querySelectorAll("tbody > tr, .ocop-slips > li")) {
      row.hidden = !words.every(word => bare(row.textContent).includes(word))
      if (row.matches("tr") && !row.hidden) shown += 1
    }
    if (words.length) found.querySelectorAll(".ocop-narrow > details").forEach(more => { more.open = true })
    found.querySelector("[role=status]").textContent = words.length
      ? target.dataset.said.replace("{n}", shown).replace("{all}", found.querySelectorAll("tbody > tr").length) : ""
  })

  function closeChoice(isToFocus) {
    const choice = document.querySelector(CHOICE)
    if (!choice || !isOpen(choice) || !NARROW.matches) return
    turn(choice, false)
    if (isToFocus) choice.focus()
  }

  document.addEventListener("keydown", event => { // before the inputs hear it: an open list of theirs closes first
    const isOfTheList = document.querySelector(".st-key-filters [aria-expanded=true]:not(.ocop-fold)")
    if (event.key === "Escape" && event.target.closest?.(".st-key-filters") && !isOfTheList) closeChoice(true)
  }, true)

  document.addEventListener("click", event => {
    const fold = event.target.closest?.(".ocop-fold"), button = event.target.closest?.("[data-copy], [data-share]")
    if (fold) turn(fold, !isOpen(fold))
    if (button?.dataset.copy) copy(button)
    if (button?.dataset.share) navigator.share({title: document.title, url: button.dataset.share}).catch(() => {}) // the reader let it be
    // outside of the sheet, and in none of the lists that belong to its inputs
    if (event.target.closest?.("[data-testid=stMain]") && !event.target.closest(".st-key-filters")) closeChoice(false)
    if (event.target.closest?.("a[data-testid=stSidebarNavLink], [data-testid=stMain]")) closeDrawer()
  })
  addEventListener("popstate", closeDrawer)

  // a link of ours in a list of rows: the page changes without loading anew, as by a link of the navigation; with a key held down, and
  // without this script, it is a link as any other
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[data-go]")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const there = new URL(link.href), here = new URLSearchParams(location.search)
    for (const word of ["embed", "embed_options", "filters"]) for (const value of here.getAll(word)) there.searchParams.append(word, value)
    history.pushState({}, "", there)
    dispatchEvent(new PopStateEvent("popstate", {state: {}}))
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
  })
  // what stands behind a figure opens below its button, or above where there is more room; a phone shows it at the foot of the screen
  document.addEventListener("toggle", ({target, newState}) => {
    if (newState !== "open" || !target.matches?.(":is(.ocop-foot, .ocop-copy) > [popover]") || NARROW.matches) return
    const button = document.querySelector(`[popovertarget="${CSS.escape(target.id)}"]`).getBoundingClientRect(), own = target.getBoundingClientRect()
    const below = innerHeight - button.bottom, isBelow = below > own.height + 16 || below > button.top
    target.style.cssText = `margin: 0; left: ${Math.max(16, Math.min(button.left, innerWidth - own.width - 16))}px; ` + (isBelow
      ? `top: ${button.bottom + 4}px; bottom: auto; max-height: ${below - 20}px` : `bottom: ${innerHeight - button.top + 4}px; top: auto; max-height: ${button.top - 20}px`)
  }, true)
  // "Share" opens as a sheet over the page; without this script it is a page of its own
  document.addEventListener("click", async event => {
    const link = event.target.closest?.("a[data-sheet]")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const answer = await fetch(link.href).catch(() => null)
    const main = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main")
    if (main) sheet(link, main, answer.url)
    else location.assign(link.href) // the page itself says what is wrong
  })

  function sheet(link, main, address) {
    const here = address.slice(0, address.lastIndexOf("/share/")), told = main.dataset.base
    for (const a of main.querySelectorAll("a[href]")) a.href = new URL(a.getAttribute("href"), address)
    for (const field of main.querySelectorAll("input, textarea")) {
      if (here !== told) field.value = field.value.replaceAll(told, here) // a proxy shows the site below a folder
      const button = Object.assign(document.createElement("button"), {type: "button", textContent: main.dataset.saysCopy})
      const said = Object.assign(document.createElement("span"), {role: "status"})
      button.setAttribute("aria-label", `${main.dataset.saysCopy}: ${main.querySelector(`label[for="${field.id}"]`).textContent}`)
      button.onclick = async () => {
        field.select()
        try { await navigator.clipboard.writeText(field.value); said.textContent = main.dataset.saysCopied } catch {} // refused: it is selected for the reader
        setTimeout(() => { said.textContent = "" }, 4000)
      }
      const row = Object.assign(document.createElement("div"), {className: "ocop-sheet-copy"})
      field.before(row)
      row.append(field, button, said)
    }
    if (here !== told) main.querySelector(".qr")?.previousElementSibling.remove(), main.querySelector(".qr")?.remove()
    if (navigator.share) {
      const url = main.querySelector("#link-stays").value
      main.querySelector("h1").after(Object.assign(document.createElement("button"), {type: "button", className: "ocop-sheet-share", textContent: link.textContent + " …",
        onclick: () => navigator.share({title: main.querySelector("h1").textContent, url}).catch(() => {})}))
    }
    const close = Object.assign(document.createElement("button"), {type: "button", className: "ocop-sheet-close", textContent: "×"})
    close.setAttribute("aria-label", main.dataset.saysClose)
    const dialog = Object.assign(document.createElement("dialog"), {className: "ocop-sheet"})
    dialog.setAttribute("aria-label", link.textContent)
    dialog.append(close, main)
    close.onclick = () => dialog.close()
    dialog.onclick = event => { if (event.target === dialog) dialog.close() }
    dialog.onclose = () => { dialog.remove(); link.focus() }
    document.body.append(dialog)
    link.closest("[popover]")?.hidePopover()
    dialog.showModal()
  }
  addEventListener("hashchange", () => { // a link to a section opens it
    const fold = document.querySelector(`.ocop-fold[data-fold="${CSS.escape(location.hash)}"]`)
    if (fold && !isOpen(fold)) turn(fold, true)
  })

  async function copy(button) {
    const said = button.nextElementSibling, shown = said.nextElementSibling
    try {
      await navigator.clipboard.writeText(button.dataset.copy)
      shown.hidden = true
      said.textContent = button.dataset.said
      setTimeout(() => { said.textContent = "" }, 4000)
    } catch { // refused: the link is shown, selected, for the reader's own copying
      shown.hidden = false
      shown.focus()
      shown.select()
    }
  }

  function closeDrawer() {
    if (!NARROW.matches) return
    const drawer = document.querySelector("[data-testid=stSidebar][data-collapsed=false]")
    drawer?.querySelector("[data-testid=stSidebarCollapseButton] button")?.click()
  }

  // Keys of the search: / opens it, Enter goes to the first answer to what was typed, the arrows walk through the answers.
  ;(() => {
    const INPUT = ".st-key-search-words input", LINKS = ".st-key-search-answers a"
    let wanted = null // the words whose first answer is to be opened as soon as it is there
    const find = selector => document.querySelector(selector)
    const button = () => find(".st-key-search [data-testid=stPopover] button, .st-key-search button")
    const isTyping = target => target.closest?.("input, textarea, select, [contenteditable=true], [role=spinbutton], [role=grid]")

    function opened(tries = 60) {
      const input = find(INPUT)
      if (input) { input.focus(); input.select() } else if (tries) setTimeout(opened, 50, tries - 1)
    }

    function close() { if (find(INPUT)) button()?.click() }

    function follow() {
      const answered = find("[data-answers]")?.dataset.answers
      if (wanted === null || answered !== wanted) return
      wanted = null
      find(LINKS)?.click()
    }
    heard.push(follow)

    document.addEventListener("keydown", event => {
      const {key, target} = event
      if (key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(target) && button()) {
        event.preventDefault()
        if (!find(INPUT)) button().click()
        opened()
      } else if (target.matches?.(INPUT)) {
        if (key === "Enter") { wanted = target.value.trim(); follow() } else wanted = null
        if (key === "ArrowDown") { event.preventDefault(); find(LINKS)?.focus() }
      } else if (target.matches?.(LINKS) && (key === "ArrowDown" || key === "ArrowUp")) {
        event.preventDefault()
        const links = [...document.querySelectorAll(LINKS)], next = links.indexOf(target) + (key === "ArrowDown" ? 1 : -1)
        ;(links[next] ?? (next < 0 ? find(INPUT) : target)).focus()
      }
    }, true)
    document.addEventListener("click", event => { if (event.target.closest?.(LINKS)) setTimeout(close, 0) })
  })()
})()
