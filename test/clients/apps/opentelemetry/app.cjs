const { trace } = require('@opentelemetry/api');
const OpenAI = require('openai');
const { runStory } = require('../openai-story.mjs');

trace.getTracer('help-desk').startActiveSpan('answer', async (span) => {
  span.setAttributes({ 'user.id': process.env.APP_USER, 'session.id': process.env.APP_SESSION });
  await runStory(new OpenAI({ maxRetries: 0 }));
  span.end();
});
