(function perdurePart(host, lib, realm) {
  'use strict';
  async function buffer(stream) {
    const { Buffer } = lib('node/buffer');
    const chunks = [];
    for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer ?? chunk, chunk.byteOffset, chunk.byteLength));
    return Buffer.concat(chunks);
  }
  const text = async (stream) => new TextDecoder().decode(await buffer(stream));
  return {
    async arrayBuffer(stream) {
      const bytes = await buffer(stream);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    },
    blob: async (stream) => new Blob([await buffer(stream)]),
    buffer,
    json: async (stream) => JSON.parse(await text(stream)),
    text,
  };
})
