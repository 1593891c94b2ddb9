/** Tabs, theme, paper. */
function tabs(state) {
  const all = [...document.querySelectorAll("[role=tab]")];

  function select(tab, focus) {
    for (const other of all) {
      const chosen = other === tab;
      other.ariaSelected = String(chosen);
      other.tabIndex = chosen ? 0 : -1;
      byId(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    document.documentElement.dataset.view = tab.id.replace("tab-", "");
    if (focus) {
      tab.focus();
    }
  }

  all.forEach((tab, index) => {
    tab.addEventListener("click", () => select(tab, false));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step !== undefined) {
        select(all[(index + step + all.length) % all.length], true);
      }
    });
  });
  byId("failed")?.addEventListener("click", (event) => {
    event.preventDefault();
    select(byId("tab-analysis"), false);
    byId("failures").focus();
  });
  select(all[0], false);
  return { select: (name) => select(byId(`tab-${name}`), false) };
}

/** Light, dark, or as the reader's system has it. */
function themes(restyle) {
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const CHOICES = ["system", "light", "dark"];
  let choice = "system";

  function apply() {
    const dark = choice === "dark" || (choice === "system" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.textContent = { system: "◐ Auto", light: "☀ Light", dark: "☾ Dark" }[choice];
    button.ariaLabel = `Theme: ${choice === "system" ? "as the system’s" : choice}`;
    restyle();
  }

  button.addEventListener("click", () => {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
    apply();
  });
  system.addEventListener("change", apply);
  apply();
  return {
    /** Paper is light, whatever the screen is. */
    paper(printing) {
      document.documentElement.dataset.theme = "light";
      document.documentElement.classList.toggle("paper", printing);
      if (!printing) {
        apply();
      }
    },
  };
}

function copyButton() {
  const button = byId("copy");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(byId("snippet").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
}

const data = readData();
const photos = photoStore();
const state = pageState(data);
filters(data, state);
const map = photoMap(data, state, photos);
const views = tabs(state);
const show = (index) => {
  views.select("map");
  map.show(index);
};
inspector(data, state, photos, show);
const table = imageTable(data, state, photos);
clusterCards(data, state, photos, show);
charts(data);
copyButton();
const theme = themes(map.restyle);
addEventListener("beforeprint", () => {
  theme.paper(true);
  table.forPaper();
  map.relay();
});
addEventListener("afterprint", () => {
  theme.paper(false);
  table.update();
  map.relay();
});
addEventListener("DOMContentLoaded", map.restyle);
