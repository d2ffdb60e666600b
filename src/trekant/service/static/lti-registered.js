// The platform that opened this page is told that it can close it (LTI Dynamic Registration 1.0, section 3.8).

(window.opener || window.parent).postMessage({ subject: "org.imsglobal.lti.close" }, "*");
