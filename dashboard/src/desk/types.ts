/** The answers of `/api/v1/desk`, as docs/loop.md has them. Times are ISO 8601 UTC; what is not known is empty or null. */
export interface IssueLine {
  issueId: string
  version: number
  gridCode: string
  gridName: string
  category: string
  stage: string
  openedAt: string
  due: string | null
  overdue: boolean
  holder: string
  supervisor: string
  size: string
  urgency: string
  card: string
}

export interface QueuePage {
  region: string
  issues: IssueLine[]
  next: string | null
}

export interface ClockLine {
  clock: string
  subject: string
  due: string
  rawDue: string
}

export interface HistoryLine {
  seq: number
  what: string
  at: string
  by: string
  byUnit: string
  stage: string
  text: string | null
  photos: string[] | null
  /** What the event says beside: of a supervision its cause and the units that are to look at it. */
  facts?: { cause?: string; told?: string[] }
}

export interface IssueFile {
  issue: IssueLine
  answerable: string
  ending: string
  answers: number
  answeredAt: string | null
  acceptedAt: string | null
  closedAt: string | null
  clocks: ClockLine[]
  reports: { reportId: string; text: string | null; photos: string[] | null }[]
  history: HistoryLine[]
  contentWithheld: boolean
}

/** `GET /api/v1/issues/{id}`: what everybody may see of it. */
export interface PublicIssue {
  observedAt: string
  placeUnsure: boolean
  possibleDuplicates: string[]
  joinedReports: number
}

export interface StepAnswer {
  issueId: string
  version: number
  stage: string
  changed: boolean
}

/** Solved on the spot, or nothing needed: no issue came of it, and nobody has reviewed it. */
export interface RecordedReport {
  reportId: string
  gridCode: string
  gridName: string
  category: string
  /** yyyy-MM-dd: the day on which it counts. */
  date: string
  observedAt: string
  receivedAt: string
  /** Null where texts are for others. */
  text: string | null
  photos: string[] | null
}

export interface RecordedPage {
  reports: RecordedReport[]
  next: string | null
}

export interface ReviewAnswer {
  results: { reportId: string; status: number; changed?: boolean; error?: { code: string; message: string; messageZh: string } }[]
}
