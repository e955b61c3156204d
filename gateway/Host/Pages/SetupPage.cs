using Microsoft.Net.Http.Headers;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Host.Pages;

/// <summary>
/// Where the first start's link leads: a form for the first administrator. It stands apart from the dashboard, so that a
/// town can be set up before that is built. The secret stays in the fragment, which goes to no server and into no log.
/// </summary>
internal static class SetupPage
{
    public const string Path = "/setup";

    private const string Html = """
        <!doctype html>
        <html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>RealtimeGov</title><link rel="stylesheet" href="setup/page.css"></head>
        <body>
        <main>
        <h1>首位安全管理员 <span lang="en">The first security administrator</span></h1>
        <form id="setup">
        <p><label>登录名（小写字母、数字或 _ . -） <span lang="en">Sign-in name (a-z, 0-9, _ . -)</span><br><input name="person" autocomplete="username" required maxlength="64"></label></p>
        <p><label>姓名 <span lang="en">Name</span><br><input name="name" autocomplete="name" required maxlength="64"></label></p>
        <p><label>密码（至少 12 个字符） <span lang="en">Password (at least 12 characters)</span><br><input name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256"></label></p>
        <p><button>设立 <span lang="en">Set up</span></button></p>
        </form>
        <p id="said" role="status"></p>
        <p id="next" hidden><a href="sign-in">登录 <span lang="en">Sign in</span></a></p>
        </main>
        <script src="setup/page.js"></script>
        </body></html>
        """;

    private const string Style = """
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f2f5f8; color: #16202b; font: 18px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
        main { box-sizing: border-box; width: min(32rem, 100vw); padding: 2rem 1.5rem; background: #fff; border-radius: 12px; }
        h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.3; }
        span[lang=en] { display: block; font-size: .875rem; font-weight: 400; color: #52606d; }
        button span[lang=en] { display: inline; color: inherit; }
        br { display: none; }
        input { box-sizing: border-box; width: 100%; margin-top: .375rem; padding: .625rem .75rem; font: inherit; border: 1px solid #8a97a5; border-radius: 8px; }
        button { width: 100%; padding: .75rem; font: inherit; font-weight: 600; color: #fff; background: #0b5cad; border: 0; border-radius: 8px; }
        input:focus-visible, button:focus-visible { outline: 3px solid #7db8f0; outline-offset: 1px; }
        #said { margin: 1rem 0 0; }
        #next a { display: block; padding: .75rem; text-align: center; font-weight: 600; color: #fff; background: #0b5cad; border-radius: 8px; text-decoration: none; }
        #next span[lang=en] { display: inline; color: inherit; }
        """;

    private const string Script = """
        const form = document.getElementById('setup');
        const said = document.getElementById('said');
        form.addEventListener('submit', async event => {
          event.preventDefault();
          const { person, name, password } = Object.fromEntries(new FormData(form));
          const body = JSON.stringify({ secret: location.hash.slice(1), person, name, password });
          try {
            const answer = await fetch('api/v1/setup', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
            if (answer.ok) {
              form.hidden = true;
              history.replaceState(null, '', location.pathname);
              said.textContent = '已设立。 Done.';
              document.getElementById('next').hidden = false;
            } else {
              const { error } = await answer.json();
              said.textContent = `${error.messageZh} ${error.message}`;
            }
          } catch {
            said.textContent = '服务器未应答，请重试。 The server did not answer. Try again.';
          }
        });
        """;

    public static void MapSetupPage(this WebApplication app)
    {
        Map(app, Path, Html, "text/html; charset=utf-8");
        Map(app, $"{Path}/page.css", Style, "text/css; charset=utf-8");
        Map(app, $"{Path}/page.js", Script, "text/javascript; charset=utf-8");
    }

    private static void Map(WebApplication app, string path, string text, string type) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (HttpContext http) =>
        {
            http.Response.Headers[HeaderNames.CacheControl] = "no-store";
            return Results.Text(text, type);
        }).OpenToAll();
}
