/**
 * The public half of a key made once for this project (the private half was thrown away: it is only needed for
 * packing a .crx by hand). Chromium derives the extension's id from it, so the id, and with it the seller's
 * data, stay the same wherever the folder is unpacked: kammbkdigckfikmhcgikmckbmjcoebom.
 */
export const EXTENSION_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwZrHNKPX/f23BqBuvnMoD+br4+U5mif565S1QhNERiQwglcD0voIiNHCtzI0pbzESmM4T2YTvqbKiZQyg4GeP2hNRmRZF0Ov/E4ttjaqQ6jJVBwcvswqQjX5VQ5xqKQC2yyAAt548exNLiiuLqP6YUj8ZqBYVL2EpaZyHl8Ptm4sneCS44d3HoimxApZ9vhbADHJccQZlhJu6079TXmhXbz03KcjL6V9TeigJEX8IoTsldbTRCpCy9MnKQ4o3XQIS2s4/YA2mQNX9SWU3VJ+pOWNfLeKbblVqTQMShFBdxTUeT1qcUi7GC/3xr6DChI2rviPXhvnjb6h/nJmpM2dEQIDAQAB';
