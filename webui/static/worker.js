/* The service worker. It is there only while somebody keeps a list on this device. It opens the kept plan when there is
   no signal, and leaves everything else alone. Clearing or leaving takes it away together with what it holds. */
"use strict";
var CACHE = "signpost-kept-1"; // The same name stands in plan.js. A new number drops what older versions kept.

self.addEventListener("install", function () { self.skipWaiting(); });

self.addEventListener("activate", function (event) {
  event.waitUntil(
    caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name !== CACHE; }).map(function (name) { return caches.delete(name); }));
    }).then(function () { return self.clients.claim(); })
  );
});

/* Without signal: the kept plan itself, or from any other page of ours the way to it. */
function keptPlan(request) {
  return caches.open(CACHE).then(function (cache) {
    return cache.match(request, { ignoreSearch: true }).then(function (hit) {
      if (hit) { return hit; }
      return cache.keys().then(function (all) {
        var plans = all.filter(function (one) { return new URL(one.url).pathname.indexOf("/plan/") >= 0; });
        return plans.length ? Response.redirect(plans[0].url) : Response.error();
      });
    });
  });
}

self.addEventListener("fetch", function (event) {
  var request = event.request, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin || /\/leave$/.test(address.pathname)) { return; }
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(function () { return keptPlan(request); }));
  } else if (address.pathname.indexOf("/static/") >= 0) {
    event.respondWith(caches.match(request).then(function (hit) { return hit || fetch(request); }));
  }
});
