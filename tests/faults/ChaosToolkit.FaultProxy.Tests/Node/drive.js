// Drives a server by Toxiproxy's own client for Node: node drive.js URL UPSTREAM
const assert = require("node:assert");
const net = require("node:net");
const { Toxiproxy } = require("toxiproxy-node-client");

const exchange = (address, text) => new Promise((resolve, reject) => {
  const [host, port] = address.split(":");
  const socket = net.connect({ host, port: Number(port) }, () => socket.write(text));
  socket.once("data", (data) => { socket.destroy(); resolve(data.toString()); });
  socket.once("error", (error) => error.code === "ECONNRESET" ? resolve("") : reject(error));
  socket.once("close", () => resolve(""));
});

const toxics = {
  latency: [{ latency: 20, jitter: 5 }, { latency: 1, jitter: 0 }],
  bandwidth: [{ rate: 100 }, { rate: 1000 }],
  slow_close: [{ delay: 10 }, { delay: 1 }],
  slicer: [{ average_size: 4, size_variation: 1, delay: 10 }, { average_size: 8, size_variation: 2, delay: 1 }],
  limit_data: [{ bytes: 1000 }, { bytes: 2000 }],
  timeout: [{ timeout: 50 }, { timeout: 10 }],
  reset_peer: [{ timeout: 50 }, { timeout: 1 }],
};

(async () => {
  const [, , url, upstream] = process.argv;
  const server = new Toxiproxy(url);
  assert.match(JSON.stringify(await server.getVersion()), /2\.12\.0/);
  const proxy = await server.createProxy({ name: "first", listen: "127.0.0.1:0", upstream });
  assert.equal(await exchange(proxy.listen, "hello"), "hello");
  await assert.rejects(server.createProxy({ name: "first", listen: "127.0.0.1:0", upstream }), /409/);

  for (const [type, [attributes, changed]] of Object.entries(toxics)) {
    const added = await proxy.addToxic({ name: "t", type, stream: "downstream", toxicity: 1, attributes });
    assert.deepEqual(added.attributes, attributes);
    assert.deepEqual((await proxy.getToxic("t")).toJson(), { attributes, name: "t", stream: "downstream", toxicity: 1, type });
    const updated = await added.update({ ...added.toJson(), toxicity: 0.5, attributes: changed });
    assert.deepEqual(updated.toJson(), { attributes: changed, name: "t", stream: "downstream", toxicity: 0.5, type });
    const whole = await updated.update({ toxicity: 1, attributes: changed });
    assert.equal(await exchange(proxy.listen, "hello"), type === "timeout" || type === "reset_peer" ? "" : "hello");
    await whole.remove();
    await assert.rejects(proxy.getToxic("t"), /404/);
  }

  const disabled = await proxy.update({ enabled: false, listen: proxy.listen, upstream });
  assert.equal(disabled.enabled, false);
  await assert.rejects(exchange(proxy.listen, "x"));
  await proxy.addToxic({ name: "t", type: "latency", stream: "upstream", toxicity: 1, attributes: { latency: 1, jitter: 0 } });
  await server.reset();
  assert.equal(await exchange(proxy.listen, "again"), "again");
  await assert.rejects(proxy.getToxic("t"), /404/);

  const populated = await server.populate([
    { name: "first", listen: proxy.listen, upstream },
    { name: "second", listen: "127.0.0.1:0", upstream, enabled: true },
  ]);
  assert.equal(await exchange(populated.second.listen, "two"), "two");
  assert.deepEqual(Object.keys(await server.getAll()).sort(), ["first", "second"]);
  assert.equal((await server.get("second")).upstream, upstream);
  await populated.second.remove();
  await populated.first.remove();
  assert.deepEqual(await server.getAll(), {});
})().then(() => console.log("ok"), (error) => { console.error(error); process.exit(1); });
