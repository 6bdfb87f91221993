// What one run of a page says comes as some hundred messages. Heard one by one they let the page be rendered in between, three or four times
// for one choice; here they wait for the last one, though not long, and are handed on in one go, in their order: it is rendered once.
(() => {
  const QUIET = 30 // milliseconds without a further message, after which no end is waited for
  const LONGEST = 120 // milliseconds that a message waits at most
  const SHORT = 200 // bytes
  const Native = window.WebSocket
  if (!Native) return

  // the last field of a message that ends a run has the number 6 (`script_finished`): one byte for it, one for how the run ended
  function isEnd(data) {
    if (!(data instanceof ArrayBuffer) || data.byteLength > SHORT) return false
    const bytes = new Uint8Array(data)
    return bytes[bytes.length - 2] === 6 << 3
  }

  function together(socket) {
    const ours = new WeakSet()
    let waiting = [], since = 0, timer = 0

    function handOn() {
      clearTimeout(timer)
      const told = waiting
      waiting = []
      for (const data of told) {
        const event = new MessageEvent("message", {data})
        ours.add(event)
        socket.dispatchEvent(event)
      }
    }

    socket.addEventListener("message", event => {
      if (ours.has(event)) return
      event.stopImmediatePropagation()
      const now = performance.now()
      if (!waiting.length) since = now
      waiting.push(event.data)
      clearTimeout(timer)
      if (isEnd(event.data) || document.hidden || now - since > LONGEST) handOn() // timers of a page that nobody sees are slow
      else timer = setTimeout(handOn, QUIET)
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
