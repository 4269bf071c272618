"""Names that Slack knows, from its reference: bot scopes, bot events, and the scopes that things need.

Events stand at docs.slack.dev/reference/events, what each method needs at docs.slack.dev/reference/methods;
github.com/slack-ruby/slack-api-ref mirrors both as JSON (docs.slack.dev/events/events.json, /methods/*.json).
Bot scopes are those of the manifest's type in slack-web-api-client 1.1.14 of npm (dist/manifest/scopes.d.ts),
whose events.d.ts knows every event here too. What a mention needs stands at docs.slack.dev/reference/scopes.
"""

from pathlib import Path

HERE = Path(__file__).parent
BOT_SCOPES = frozenset((HERE / "scopes.txt").read_text("utf-8").split())
BOT_EVENTS = frozenset((HERE / "events.txt").read_text("utf-8").split())

NEEDS = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_left": ("channels:read",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history"),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.im": ("im:history",),
    "slash_commands": ("commands",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
    "users.info": ("users:read",),
    "usergroups.list": ("usergroups:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
