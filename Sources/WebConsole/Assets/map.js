// The map of a district that can be moved and enlarged: the same parcels as the drawing beneath, without tiles. The page works
// without this file.
(function () {
  "use strict";
  var place = document.querySelector("[data-map]");
  if (!place || !window.L) { return; }
  var season = place.getAttribute("data-season"), words = JSON.parse(place.getAttribute("data-words"));
  place.hidden = false;
  var map = L.map(place, { attributionControl: false, zoomControl: false, preferCanvas: false });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  var bounds = [];
  function draw(parcel) {
    var samples = (parcel.samples || {})[season], east = Number(parcel.longitude), north = Number(parcel.latitude);
    if (!samples || !samples.length || !east || !north) { return; }
    var grade = (parcel.classes || {})[season] || "pending", isOver = grade !== "A" && grade !== "pending";
    var link = document.createElement("a");
    link.href = "/parcels/" + encodeURIComponent(parcel.code);
    link.textContent = parcel.code;
    var said = document.createElement("span");
    said.append(link, " " + (words[grade] || grade));
    L.circleMarker([north, east], { radius: isOver ? 8 : 5, className: "dot k-" + grade, fillOpacity: 1, weight: 1 })
      .bindPopup(said).addTo(map);
    bounds.push([north, east]);
  }
  function page(cursor) {
    var address = "/v1/parcels?limit=500&fields=code,longitude,latitude,samples,classes";
    fetch(address + (cursor ? "&cursor=" + encodeURIComponent(cursor) : ""), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (body) {
        if (!body) { place.hidden = bounds.length === 0; return; }
        body.items.forEach(draw);
        if (bounds.length) { map.fitBounds(bounds, { padding: [20, 20] }); }
        if (body.next) { page(body.next); } else { place.setAttribute("data-drawn", String(bounds.length)); }
      }).catch(function () { place.hidden = bounds.length === 0; });
  }
  page("");
}());
