"""Files that officers have at hand: tables, exports of other tools, chats, pasted posts."""
