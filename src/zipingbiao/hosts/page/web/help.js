/* 帮助 and 关于. */
const KEYS = [
  ["Enter", "在栏目里：到下一处要填的"],
  ["Shift+Enter", "在说明里换行"],
  ["Esc", "不要刚才打的字，恢复原样"],
  ["F6", "在表和问题之间来回"],
  ["Alt+↑ / Alt+↓", "上一张 / 下一张"],
  ["/", "到搜索框"],
  ["Ctrl+Z", "撤销（不在栏目里时）"],
  ["Ctrl+S", "查看改动并下载"],
  ["J / K", "下一条 / 上一条问题（不在栏目里时）"],
  ["N / P", "下一张 / 上一张（不在栏目里时）"],
  ["?", "打开本页"],
];
const ABSENT = [
  ["导出 PDF", "请用浏览器打印，或在装了 LibreOffice 的电脑上用命令行：zipingbiao bulk --pdf"],
  ["写带宏和按钮的 .xlsm", "请在装了 zipingbiao 的电脑上用命令行：zipingbiao bulk --format xlsm"],
  ["单元格函数、Excel 和 WPS 里的按钮", "请在 Excel 或 LibreOffice 里用"],
  ["Word 的退回意见", "本网页写 Excel 的；Word 的用命令行：zipingbiao return"],
  ["复核登记册、多台机器一起写", "请用命令行"],
];
function drawHelp() {
  document.title = "帮助 – 自评表";
  show($("main"), h("h1", {}, "帮助"),
    h("ol", {}, ["拖入自评表、台账或文件夹，等列表出来；", "点项目名称打开一张表：黄色的栏目可以直接填写，总分和问题跟着变；", "点“查看改动并下载”，得到只改了这些单元格的文件；原文件从不改动。"].map((words) => h("li", {}, words))),
    h("p", {}, "状态只有三个词：可报送、待填写（有【请填写】、空着的完成值，或要由人定的得分）、待改正（还有错误）。"),
    h("h2", {}, "按键"), h("table", { class: "list" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "键"), h("th", { scope: "col" }, "做什么"))), h("tbody", {}, KEYS.map(([key, words]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, words))))),
    h("h2", {}, "本网页不能"), h("ul", {}, ABSENT.map(([what, where]) => h("li", {}, `${what}：${where}。`))),
    h("h2", {}, "给写脚本的人"), h("p", {}, "await zipingbiao.ready；await zipingbiao.run(命令, 文件, 选项) 得到命令行加 --json 的结果；zipingbiao.call 另有退出码、消息和写出的文件。"));
}
function drawAbout() {
  document.title = "关于 – 自评表";
  const node = $("licences").cloneNode(true);
  node.hidden = false;
  node.removeAttribute("id");
  show($("main"), h("h1", {}, "关于"),
    h("p", {}, `自评表 ${desk.version}：项目支出绩效自评表的计分、审核、说明与填写。整个工具就是这一个文件，网页不能连接任何网络（内容安全策略禁止）。`),
    h("h2", {}, "许可证"), node);
}
