// The pages live on one connection (a WebSocket). Some networks let none through, and a server may be away. This script
// watches that connection and says so, with a way to the same figures that needs no connection; it does nothing else.
(function () {
  "use strict";
  const PATIENCE = 7000; // milliseconds without a connection before a reader is told
  const REPORT = "./report/latest.html";
  const Native = window.WebSocket;
  let open = 0;
  let wasOpen = false;
  let timer = 0;

  function link(address, words) {
    const made = document.createElement("a");
    made.href = address;
    made.textContent = words;
    made.style.cssText = "color:inherit;font-weight:600;text-decoration:underline";
    return made;
  }

  function tell() {
    hide();
    const box = document.createElement("div");
    box.id = "ocop-wire";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;left:0;right:0;bottom:0;z-index:1000001;padding:.75rem 1rem;background:#1B2733;color:#FFFFFF;" +
      "font:400 15px/1.45 'Noto Sans',system-ui,sans-serif;text-align:center";
    box.append(wasOpen
      ? "The connection to the server is lost. It is tried again by itself, and what you chose stays in the address. If it does not come back: "
      : "This network does not let the live pages connect (WebSocket). The same record, without a connection: ");
    if (wasOpen) {
      box.append(link(window.location.href, "load this view again"), " or ");
    }
    box.append(link(REPORT, "read the static report"), ".");
    document.body.append(box);
  }

  function hide() {
    const box = document.getElementById("ocop-wire");
    if (box) { box.remove(); }
  }

  function wait() {
    window.clearTimeout(timer);
    timer = window.setTimeout(tell, PATIENCE);
  }

  function connected() {
    wasOpen = true;
    window.clearTimeout(timer);
    hide();
  }

  function watch(socket) {
    // some proxies let a connection open and nothing through it: at first only a message proves that it is one; later ones may be silent
    socket.addEventListener("message", connected, { once: true });
    socket.addEventListener("open", function () {
      open += 1;
      if (wasOpen) { connected(); }
      socket.addEventListener("close", function () {
        open -= 1;
        if (open === 0) { wait(); }
      });
    });
  }

  if (Native) {
    window.WebSocket = class extends Native {
      constructor(address, protocols) {
        super(address, protocols);
        if (String(address).includes("/_stcore/stream")) { watch(this); }
      }
    };
  }
  wait();
})();
