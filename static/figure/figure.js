// One chart that stays: the page hands over new data, the drawing is changed in place. ocop/figure says what the data are.
// Only what stands near the view is drawn, nearest work first, each chart in a task of its own; all of it before printing.
import Plotly from "./plotly-4.1.1.js"

const NEAR = 120 // pixels
const SHEET = 664 // pixels: A4 without its margins (static/print.css) and those of a block
const SEVERAL = 20 // marks that are listed as they are drawn; more of them by name
const STYLE = `
.ocop-figure { display: flex; flex-direction: column; gap: .5rem; width: 100%; }
.ocop-figure-words:empty { display: none; }
.ocop-figure-drawing { position: relative; width: 100%; }
.ocop-figure-place { width: 100%; contain: strict; }
.ocop-figure-keys { position: absolute; top: 0; left: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 6px; padding: 6px; max-width: 100%;
  background: var(--st-background-color); border: 1px solid var(--st-border-color); border-radius: 4px; }
.ocop-figure-keys:not(:focus-within) { width: 1px; height: 1px; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); }
.ocop-figure-keys [hidden] { display: none; }
.ocop-figure-keys :is(select, button) { font: inherit; font-size: 14px; min-height: 28px; max-width: 100%; color: var(--st-text-color);
  background: var(--st-secondary-background-color); border: 1px solid var(--st-text-color); border-radius: 4px; }
@media print { .ocop-figure { break-inside: avoid; } .ocop-figure .modebar { display: none; } }`

const figures = new Map() // the page's element -> Figure
const waiting = new Set()
const channel = new MessageChannel() // a task of its own, not slowed down as timers are
let isCalled = false
let isOnPaper = false
let wanted = "" // the colours that the page was asked for, until it sends them

const widths = new ResizeObserver(entries => entries.forEach(({target, contentRect}) => target.figure.sized(Math.round(contentRect.width))))
const sight = new IntersectionObserver(entries => entries.forEach(({target, isIntersecting}) => target.figure.seen(isIntersecting)),
  {rootMargin: `${NEAR}px`})
channel.port1.onmessage = () => { isCalled = false; next() }
addEventListener("beforeprint", () => print(true))
addEventListener("afterprint", () => print(false))
addEventListener("ocop-figure", event => {
  const [, key] = event.detail.match(/"key": ?"([^"]+)"/) ?? []
  const figure = [...figures.values()].find(one => one.data.key === key)
  if (figure?.sooner(JSON.parse(event.detail))) event.preventDefault()
})
document.head.append(Object.assign(document.createElement("style"), {textContent: STYLE}))

class Figure {
  constructor(parent) {
    this.frame = made("div", "ocop-figure")
    this.head = made("div", "ocop-figure-words")
    this.drawing = made("div", "ocop-figure-drawing")
    this.foot = made("div", "ocop-figure-words")
    this.place = made("div", "ocop-figure-place")
    this.place.setAttribute("role", "figure")
    this.place.figure = this
    this.drawing.append(this.place)
    this.frame.append(this.head, this.drawing, this.foot)
    parent.append(this.frame)
    this.width = 0
    this.isNear = false
    widths.observe(this.place)
    sight.observe(this.place)
  }

  show(data, tell) {
    this.tell = tell
    const isNew = this.data?.id !== data.id
    this.data = data
    say(this.head, data.head)
    say(this.foot, data.foot)
    if (this.place.getAttribute("aria-label") !== data.alt) this.place.setAttribute("aria-label", data.alt)
    this.fit()
    if (isNew) this.wait()
    this.list()
  }

  // As high as the drawing is on this width: some are lower where the place is narrow.
  fit() {
    const {height, narrow} = this.data
    const high = narrow && this.width && this.width < narrow.below ? height - narrow.lower : height
    if (this.height !== high) this.place.style.height = `${this.height = high}px`
  }

  // New data that came before the page hands them over: whether they were drawn.
  sooner(data) {
    if (!this.place.isConnected || data.id === this.data.id || data.mode !== this.data.mode) return false
    this.show(data, this.tell)
    if (!this.width || !this.isNear) return false
    this.draw()
    return true
  }

  sized(width) {
    if (!width || width === this.width || isOnPaper) return
    if (!this.width) this.isNear = isNear(this.place) // the other observer tells it a moment later
    this.width = width
    this.fit()
    this.wait()
  }

  seen(isNear) {
    this.isNear = isNear
    if (isNear && waiting.has(this)) call()
  }

  wait() {
    waiting.add(this)
    if (this.width && this.isNear) call()
  }

  draw() {
    waiting.delete(this)
    if (!this.place.isConnected) return
    const {data, layout} = JSON.parse(this.data.figure)
    const width = isOnPaper ? Math.min(this.width, SHEET) : this.width
    const wide = width >= layout.meta?.wide?.from ? layout.meta.wide.layout : {} // what stands elsewhere where there is room beside the drawing
    this.traces = data
    this.drawn = Plotly.react(this.place, data, {...layout, ...wide, width, height: this.height, autosize: false}, this.config())
    if (!this.isBound) this.place.on("plotly_click", event => this.pick(event.points[0]))
    this.isBound = true
    this.list()
  }

  config() {
    const {config, words} = this.data
    const button = {name: "picture", title: words.picture, icon: Plotly.Icons.camera, click: () => this.save()}
    return {...config, responsive: false, modeBarButtons: [[button]]}
  }

  pick(point) {
    const key = point.customdata ? point.customdata[0] : point.location
    if (this.data.picks && key != null) this.tell("picked", {of: this.data.id, key})
  }

  async save() {
    if (waiting.has(this)) this.draw()
    await this.drawn
    const {save} = await import("./picture.js")
    return save(this.place, this.width, this.height, this.data.picture)
  }

  // the same for keys alone: every mark that answers a click, and the picture
  list() {
    const {words, picks} = this.data
    this.keys ??= this.bar()
    this.select.setAttribute("aria-label", words.choose)
    this.open.textContent = words.open
    this.button.textContent = words.picture
    this.select.hidden = this.open.hidden = !picks
    const chosen = this.select.value
    this.select.replaceChildren() // the marks are listed only for whoever comes here
    if (!this.keys.contains(document.activeElement)) return
    this.fill()
    if ([...this.select.options].some(option => option.value === chosen)) this.select.value = chosen
  }

  bar() {
    const bar = made("form", "ocop-figure-keys")
    this.select = made("select")
    this.open = Object.assign(made("button"), {type: "submit"})
    this.button = Object.assign(made("button"), {type: "button", onclick: () => this.save()})
    bar.append(this.select, this.open, this.button)
    bar.addEventListener("submit", event => { event.preventDefault(); this.chosen() })
    bar.addEventListener("focusin", () => this.fill())
    this.drawing.prepend(bar)
    return bar
  }

  fill() {
    if (waiting.has(this) && this.width) this.draw() // what is not drawn yet would be chosen from the view before
    if (this.select.hidden || this.select.options.length || !this.traces) return
    const marks = new Map()
    for (const trace of this.traces) for (const [key, told] of trace.customdata ?? []) if (key != null && !marks.has(key)) marks.set(key, spoken(told))
    const told = [...marks]
    if (told.length > SEVERAL) told.sort(([, one], [, other]) => one.localeCompare(other))
    this.select.append(...told.map(([key, text]) => Object.assign(made("option"), {value: JSON.stringify(key), textContent: text})))
  }

  chosen() {
    if (this.select.value) this.pick({customdata: [JSON.parse(this.select.value)]})
  }

  end() {
    waiting.delete(this)
    widths.unobserve(this.place)
    sight.unobserve(this.place)
    Plotly.purge(this.place)
    this.frame.remove()
  }
}

function made(kind, name = "") {
  const element = document.createElement(kind)
  if (name) element.className = name
  return element
}

// words around the drawing, HTML of the page's own making; the same words stay, with whatever is open or in focus among them
function say(place, html) {
  if (place.said === html) return
  place.said = html
  place.innerHTML = html
}

// hover text as one line of plain words; a template's content is never run
function spoken(told) {
  const holder = document.createElement("template")
  holder.innerHTML = told.replaceAll("<br>", ", ")
  return holder.content.textContent
}

function isNear(place) {
  const {top, bottom} = place.getBoundingClientRect()
  return bottom > -NEAR && top < innerHeight + NEAR
}

// The reader has changed from light to dark or back: the page is asked for the other colours, once, by whichever chart sees it first.
function matchShade(parent, data, tell) {
  const shade = isDark(getComputedStyle(parent).getPropertyValue("--st-background-color")) ? "dark" : "light"
  if (shade === data.mode) wanted = ""
  else if (shade !== wanted) tell("shade", wanted = shade)
}

function isDark(colour) {
  const [, red, green, blue] = colour.trim().match(/^#(..)(..)(..)$/)?.map(part => parseInt(part, 16)) ?? [0, 255, 255, 255]
  return red + green + blue < 384
}

function call() {
  if (isCalled) return
  isCalled = true
  channel.port2.postMessage(0)
}

function next() {
  const near = [...waiting].filter(figure => figure.width && figure.isNear)
  near[0]?.draw()
  if (near.length > 1) call()
}

// Every chart as wide as a sheet of paper holds it, also those that were never near the view; afterwards as wide as they were.
function print(isBegun) {
  isOnPaper = isBegun
  for (const figure of figures.values()) if (figure.width) figure.draw()
}

// The page calls this for each new data. It also calls the ending that this returns for a call that came too late, while the element
// stays: a figure ends only when its element has left the page.
export default function ({data, parentElement, setTriggerValue}) {
  const figure = figures.get(parentElement) ?? new Figure(parentElement)
  figures.set(parentElement, figure)
  figure.show(data, setTriggerValue)
  matchShade(parentElement, data, setTriggerValue)
  return () => {
    if (parentElement.isConnected || figures.get(parentElement) !== figure) return
    figures.delete(parentElement)
    figure.end()
  }
}
