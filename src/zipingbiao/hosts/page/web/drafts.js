/* Drafts stay in this browser only where the person switched that on; the origin file:// is shared, so one prefix, one wipe. */
const drafts = {
  PREFIX: "zipingbiao-draft:",
  SWITCH: "zipingbiao-keep-drafts",
  on() {
    try {
      return localStorage.getItem(this.SWITCH) === "1";
    } catch (none) {
      return false;
    }
  },
  turn(on) {
    try {
      if (on) localStorage.setItem(this.SWITCH, "1");
      else this.wipe();
    } catch (none) {
      tell(["这个浏览器不让网页存东西，草稿没有打开。"], "草稿");
    }
  },
  wipe() {
    localStorage.removeItem(this.SWITCH);
    for (const key of Object.keys(localStorage)) if (key.startsWith(this.PREFIX)) localStorage.removeItem(key);
  },
  async mark(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map((each) => each.toString(16).padStart(2, "0")).join("");
  },
  async keep(entry) {
    if (!this.on()) return;
    if (!entry.mark) entry.mark = await this.mark(new Uint8Array(await entry.file.arrayBuffer()));
    const key = this.PREFIX + entry.mark;
    try {
      if (!entry.typed.length) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ date: new Date().toLocaleString("zh-CN"), typed: entry.typed }));
    } catch (full) {
      tell(["浏览器的存储空间满了，这份草稿没有记住。请下载改好的表。"], "草稿");
    }
  },
  /* A draft of exactly this file, not yet used; asked about, never restored silently. */
  of(entry) {
    if (!this.on() || !entry.mark || entry.typed.length || entry.asked) return null;
    const text = localStorage.getItem(this.PREFIX + entry.mark);
    return text ? JSON.parse(text) : null;
  },
};
