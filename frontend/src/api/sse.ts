/** One message of a text/event-stream. */
export interface StreamMessage {
  id: string | null;
  event: string;
  data: string;
}

/** Cuts a text/event-stream into messages; feed it text as it comes, in any pieces. */
export class StreamParser {
  private rest = "";
  private id: string | null = null;
  private event = "";
  private data: string[] = [];

  /** Returns the messages that are complete now. Comments (heartbeats) give none. */
  push(text: string): StreamMessage[] {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    const messages: StreamMessage[] = [];
    for (const line of lines) {
      if (line === "") {
        if (this.data.length > 0)
          messages.push({
            id: this.id,
            event: this.event || "message",
            data: this.data.join("\n"),
          });
        this.event = "";
        this.data = [];
        continue;
      }
      const colon = line.indexOf(":");
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "id") this.id = value;
      else if (field === "event") this.event = value;
      else if (field === "data") this.data.push(value);
    }
    return messages;
  }
}
