// Sends what was handed in without a connection, on whatever page the reader is now. site.js fetches it when something waits.

import { sendAll } from "./service.js";

window.addEventListener("online", sendAll);
sendAll();
