// The browser signs in with its session cookie, as the screens do, so "Try it out" works at once.
const form = document.getElementById('sign-in');
const problem = document.getElementById('problem');

function withCsrf(request) {
  request.headers['X-Trellis-Csrf'] = '1';
  return request;
}

async function show() {
  const answer = await fetch('/api/v1/openapi.json');
  form.hidden = answer.status !== 401;
  if (answer.ok) {
    SwaggerUIBundle({
      spec: await answer.json(),
      dom_id: '#docs',
      deepLinking: true,
      docExpansion: 'none',
      filter: true,
      tryItOutEnabled: true,
      requestInterceptor: withCsrf,
    });
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.textContent = '';
  const answer = await fetch('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Trellis-Csrf': '1' },
    body: JSON.stringify({ ...Object.fromEntries(new FormData(form)), cookie: true }),
  });
  if (answer.ok) {
    await show();
  } else {
    const document = await answer.json().catch(() => ({}));
    problem.textContent = document.detail ?? answer.statusText;
  }
});

show();
