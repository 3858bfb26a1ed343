/** One beep: from when, how long (seconds), how high (hertz). */
interface Beep {
  at: number
  for: number
  pitch: number
}

/** Level 1 is a rising call of three, twice; level 2 one soft double tone; `test` says that sound is on. */
const tones: Record<1 | 2 | 'test', readonly Beep[]> = {
  1: [0, 1].flatMap((round) => [
    { at: round * 1.1, for: 0.22, pitch: 740 },
    { at: round * 1.1 + 0.27, for: 0.22, pitch: 932 },
    { at: round * 1.1 + 0.54, for: 0.38, pitch: 1_175 },
  ]),
  2: [
    { at: 0, for: 0.25, pitch: 660 },
    { at: 0.32, for: 0.4, pitch: 523 },
  ],
  test: [{ at: 0, for: 0.12, pitch: 660 }],
}

const LOUDNESS = { 1: 0.5, 2: 0.3, test: 0.15 }
/** A beep that starts or ends at once clicks. */
const FADE_S = 0.02

/** Plays a tone made on the spot; no file has to be fetched for the wall to call. */
export function playTone(audio: AudioContext, tone: 1 | 2 | 'test') {
  for (const beep of tones[tone]) {
    const [starts, ends] = [audio.currentTime + beep.at, audio.currentTime + beep.at + beep.for]
    const volume = audio.createGain()
    volume.gain.setValueAtTime(0, starts)
    volume.gain.linearRampToValueAtTime(LOUDNESS[tone], starts + FADE_S)
    volume.gain.setValueAtTime(LOUDNESS[tone], ends - FADE_S)
    volume.gain.linearRampToValueAtTime(0, ends)
    const voice = audio.createOscillator()
    voice.type = 'triangle'
    voice.frequency.value = beep.pitch
    voice.connect(volume).connect(audio.destination)
    voice.start(starts)
    voice.stop(ends)
  }
}
