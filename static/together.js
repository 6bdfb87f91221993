// What one run of a page says comes as some hundred messages. Heard one by one they let the page be rendered in between, three or four times
// for one choice; here they wait for the last one, though not long, and are handed on in one go, in their order: it is rendered once.
// A chart that is among them and stands on the page already is drawn first (`static/figure/figure.js`), and seen before the words around it are laid out.
// The address of the connection asks the server to send what waits there as one parcel, and a chart ahead of it with its place (`ocop/web/burst.py`).
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

  // the messages of a parcel and how many come before them though they are sent later; any other is the only one of its own
  function opened(data) {
    if (!(data instanceof ArrayBuffer) || data.byteLength < 5 || new Uint8Array(data, 0, 1)[0]) return {before: 0, parts: [data]}
    const numbers = new DataView(data), parts = []
    for (let at = 5; at < data.byteLength;) {
      const from = at + 4
      parts.push(data.slice(from, at = from + numbers.getUint32(at)))
    }
    return {before: numbers.getUint32(1), parts}
  }

  function withParcels(address) {
    const url = new URL(address, location.href)
    url.searchParams.set("parcels", "1")
    return url
  }

  function together(socket) {
    const ours = new WeakSet()
    const ahead = [] // what came before its place
    let waiting = [], since = 0, timer = 0, heard = 0
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

    // take messages into the order in which they were said
    function keep({before, parts}) {
      if (before) ahead.push({parts, place: heard + before})
      else for (const one of parts) {
        waiting.push(one)
        heard += 1
        while (ahead[0]?.place === heard) waiting.push(...ahead.shift().parts)
      }
    }

    socket.addEventListener("message", event => {
      if (ours.has(event)) return
      event.stopImmediatePropagation()
      const now = performance.now(), told = opened(event.data)
      if (!waiting.length) since = now
      keep(told)
      clearTimeout(timer)
      for (const one of told.parts) if (drawn(one)) isUnseen = true
      if (document.hidden) handOn() // timers of a page that nobody sees are slow
      else if (told.parts.some(isEnd) || now - since > LONGEST) isUnseen ? seen() : handOn()
      else timer = setTimeout(handOn, isUnseen ? LONGEST : QUIET)
    })
    socket.addEventListener("close", handOn)
  }

  window.WebSocket = class extends Native {
    constructor(address, protocols) {
      const isStream = String(address).includes("/_stcore/stream")
      super(isStream ? withParcels(address) : address, protocols)
      if (isStream) together(this)
    }
  }
})()
