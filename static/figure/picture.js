// A chart as a picture file that speaks for itself: finding, measure and date above the drawing; who says so and what it is not below.
import Plotly from "./plotly-4.1.1.js"

const SCALE = 2
const EDGE = 16
const FONT = '"Noto Sans", "Noto Sans Arabic", system-ui, sans-serif'

export async function save(place, width, height, told) {
  const address = await Plotly.toImage(place, {format: "svg", width, height})
  const drawing = new Image()
  drawing.src = address
  await drawing.decode()
  const canvas = composed(drawing, width, height, told)
  const file = await new Promise(done => canvas.toBlob(done, "image/png"))
  const link = Object.assign(document.createElement("a"), {href: URL.createObjectURL(file), download: told.file})
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

// told: title, subtitle, foot (lines), paper, ink, muted
function composed(drawing, width, height, told) {
  const pen = document.createElement("canvas").getContext("2d")
  const above = [...lines(pen, told.title, 18, 600, told.ink, width), ...lines(pen, told.subtitle, 13, 400, told.muted, width)]
  const below = told.foot.flatMap(text => lines(pen, text, 11, 400, told.muted, width))
  const top = EDGE + room(above) + 8
  pen.canvas.width = (width + 2 * EDGE) * SCALE
  pen.canvas.height = (top + height + 8 + room(below) + EDGE) * SCALE
  pen.scale(SCALE, SCALE)
  pen.fillStyle = told.paper
  pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height)
  write(pen, above, EDGE, width)
  pen.drawImage(drawing, EDGE, top, width, height)
  write(pen, below, top + height + 8, width)
  return pen.canvas
}

const room = rows => rows.reduce((sum, row) => sum + row.high, 0)

function lines(pen, text, size, weight, ink, width) {
  const font = `${weight} ${size}px ${FONT}`
  pen.font = font
  const rows = []
  for (const word of text.split(/\s+/)) {
    const longer = rows.length ? `${rows.at(-1)} ${word}` : word
    if (rows.length && pen.measureText(longer).width <= width) rows[rows.length - 1] = longer
    else rows.push(word)
  }
  return rows.map(row => ({row, font, ink, high: Math.round(size * 1.4)}))
}

function write(pen, rows, top, width) {
  const isRight = document.documentElement.dir === "rtl"
  pen.textAlign = isRight ? "right" : "left"
  pen.textBaseline = "top"
  for (const {row, font, ink, high} of rows) {
    pen.font = font
    pen.fillStyle = ink
    pen.fillText(row, isRight ? EDGE + width : EDGE, top)
    top += high
  }
}
