// One act of the reader is one step of the browser's history. Streamlit writes an address in pieces: the words before or after the page
// that they belong to, an opened link as it came and then mended. Pieces that follow each other without an act in between are one step;
// only two choices of words that came one after the other stay two.
(() => {
  const push = window.history.pushState
  let last = "page" // what was written since the reader acted: a page, words, or nothing
  for (const act of ["pointerdown", "keydown", "popstate"]) window.addEventListener(act, () => { last = "" }, true)
  window.history.pushState = function (state, title, address) {
    const isSamePage = new URL(address, window.location.href).pathname === window.location.pathname
    const goesOn = last === (isSamePage ? "page" : "words")
    last = goesOn ? "" : isSamePage ? "words" : "page"
    return goesOn ? window.history.replaceState(state, title, address) : push.call(window.history, state, title, address)
  }
})()
