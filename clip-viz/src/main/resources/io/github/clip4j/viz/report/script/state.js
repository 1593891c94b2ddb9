/**
 * What the reader looks at, has pinned and has filtered, for all views of the page.
 *
 * Events: "look" when another photo is looked at, "pin" when the pins change, "filter" when other
 * images are shown.
 */
function pageState(data) {
  const events = d3.dispatch("look", "pin", "filter");
  const filter = { text: "", hidden: new Set(), label: -1, least: -Infinity };
  const state = {
    events,
    filter,
    /** The image that is looked at; -1 for none. It stays when the pointer leaves it. */
    looked: -1,
    /** At most two images, the first pinned first. */
    pins: [],
    /** Whether each image passes the filters. */
    shown: data.images.map(() => true),
    count: data.images.length,

    look(index) {
      if (index !== state.looked) {
        state.looked = index;
        events.call("look");
      }
    },

    /** Pins an image, in place of the second where there are two; or unpins it. */
    togglePin(index) {
      if (state.pins.includes(index)) {
        state.pins = state.pins.filter((pin) => pin !== index);
      } else {
        state.pins = [...state.pins.slice(0, 1), index];
      }
      events.call("pin");
    },

    unpinAll() {
      if (state.pins.length > 0) {
        state.pins = [];
        events.call("pin");
      }
    },

    /** Takes over some of the filter's settings. */
    narrow(change) {
      Object.assign(filter, change);
      const words = filter.text.toLowerCase();
      state.shown = data.images.map(
        (image) =>
          !filter.hidden.has(image.cluster) &&
          image.file.toLowerCase().includes(words) &&
          (filter.label < 0 || (image.scoreOf.get(filter.label) ?? -Infinity) >= filter.least),
      );
      state.count = state.shown.filter(Boolean).length;
      events.call("filter");
    },

    showAll() {
      state.narrow({ text: "", hidden: new Set(), label: -1, least: -Infinity });
    },

    get filtered() {
      return (
        filter.text !== "" || filter.hidden.size > 0 || (filter.label >= 0 && filter.least > -Infinity)
      );
    },

    /** The one or two images that are shown in full. */
    get inspected() {
      const candidates =
        state.pins.length === 2 ? state.pins : [...state.pins, state.looked].filter((i) => i >= 0);
      return [...new Set(candidates)];
    },
  };
  return state;
}
