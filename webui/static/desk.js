/* The moderators' desk: within a form that says so, a key alone does what its access key does. ES5.
   Only while the focus is in that form, and never while somebody types, so no key surprises anybody. */
(function () {
  "use strict";
  var doc = document;
  function act(each) {
    if (each.tagName === "TEXTAREA") { each.focus(); } else { each.click(); }
  }
  doc.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) { return; }
    if (!at.closest || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) { return; }
    var form = at.closest("form[data-keys]");
    Array.prototype.some.call(form ? form.querySelectorAll("[accesskey]") : [], function (each) {
      if (each.getAttribute("accesskey") !== event.key.toLowerCase()) { return false; }
      event.preventDefault();
      act(each);
      return true;
    });
  });
  Array.prototype.forEach.call(doc.querySelectorAll("form[data-keys] .keys"), function (hint) {
    hint.textContent += " While one of these buttons has the focus, the letter alone is enough.";
  });
})();
