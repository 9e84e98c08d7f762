require('./load.js').load('main').exports.work()
