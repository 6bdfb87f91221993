// What one run of a page says comes as some hundred messages. Heard one by one they let the page be rendered in between, three or four times
// for one choice; here they wait for the last one, though not long, and are handed on in one go, in their order: it is rendered once.
// A chart that is among them and stands on the page already is drawn first (`static/figure/figure.js`), and seen before the words around it are laid out.
(() => {
  const QUIET = 30 // milliseconds without a further message, after which no end is waited for
  const LONGEST = 200 // milliseconds that a message waits at most
  const SHORT = 200 // bytes
  const Native = window.WebSocket
  if (!Native) return

  // the last field of a message that ends a run has the number 6 (`script_finished`): one byte for it, one for how the run ended
  function isEnd(data) {
    if (!(data instanceof ArrayBuffer) || data.byteLength > SHORT) return false
    const bytes = new Uint8Array(data)
    return bytes[bytes.length - 2] === 6 << 3
  }

  // the part of a message with a number, where it has one: each begins with its number and its kind, and a part with its length
  function part(bytes, number) {
    let at = 0
    const read = () => {
      let value = 0, byte, size = 1
      do { byte = bytes[at++]; value += (byte & 127) * size; size *= 128 } while (byte & 128)
      return value
    }
    while (at < bytes?.length) {
      const tag = read(), kind = tag & 7
      if (kind === 1 || kind === 5) at += kind === 1 ? 8 : 4
      else if (kind === 2) {
        const length = read(), found = bytes.subarray(at, at += length)
        if (tag >> 3 === number) return found
      } else if (kind === 0) read()
      else return null
    }
    return null
  }

  // what a message says to a chart: delta, new_element, bidi_component, json
  function saidToChart(data) {
    if (!(data instanceof ArrayBuffer) || data.byteLength < SHORT) return null
    return [5, 3, 59, 10].reduce(part, new Uint8Array(data))
  }

  // whether a chart that stands on the page was drawn anew
  function drawn(data) {
    try {
      const said = saidToChart(data)
      return Boolean(said) && !window.dispatchEvent(new CustomEvent("ocop-figure", {detail: new TextDecoder().decode(said), cancelable: true}))
    } catch { // it is drawn when its turn comes
      return false
    }
  }

  function together(socket) {
    const ours = new WeakSet()
    let waiting = [], since = 0, timer = 0
    let isUnseen = false // a chart was drawn that the reader has not seen yet

    function handOn() {
      clearTimeout(timer)
      const told = waiting
      waiting = []
      isUnseen = false
      for (const data of told) {
        const event = new MessageEvent("message", {data})
        ours.add(event)
        socket.dispatchEvent(event)
      }
    }

    function seen() {
      timer = setTimeout(handOn, LONGEST) // where no frame comes
      requestAnimationFrame(() => { clearTimeout(timer); timer = setTimeout(handOn) })
    }

    socket.addEventListener("message", event => {
      if (ours.has(event)) return
      event.stopImmediatePropagation()
      const now = performance.now()
      if (!waiting.length) since = now
      waiting.push(event.data)
      clearTimeout(timer)
      if (drawn(event.data)) isUnseen = true
      if (document.hidden) handOn() // timers of a page that nobody sees are slow
      else if (isEnd(event.data) || now - since > LONGEST) isUnseen ? seen() : handOn()
      else timer = setTimeout(handOn, isUnseen ? LONGEST : QUIET)
    })
    socket.addEventListener("close", handOn)
  }

  window.WebSocket = class extends Native {
    constructor(address, protocols) {
      super(address, protocols)
      if (String(address).includes("/_stcore/stream")) together(this)
    }
  }
})()
