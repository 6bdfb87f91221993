// What one run of a page says comes as some hundred messages. Heard one by one they let the page be rendered in between, three or four times
// for one choice; here they wait for each other for a few milliseconds and are handed on in one go, in their order: it is rendered once.
(() => {
  const QUIET = 6 // milliseconds without a further message: the run has said what it had to say
  const LONGEST = 120 // milliseconds that a message waits at most
  const Native = window.WebSocket
  if (!Native) return

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
      if (document.hidden || now - since > LONGEST) handOn() // timers of a page that nobody sees are slow
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
