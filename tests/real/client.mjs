// An MCP client on the official SDK. It reads a client's own file, starts what the file says, and does STEPs:
//
//   node client.mjs FILE SERVER [STEP...]        without a STEP: one on each line of standard input
//
//   tools               their names
//   call TOOL [JSON]    what the tool answers, after its progress
//
// JSON that a tool answers is put into one line; a long text is told by its length and digest.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const [file, server, ...steps] = process.argv.slice(2);

function transport({ url, command, args, env }) {
  return url
    ? new StreamableHTTPClientTransport(new URL(url))
    : new StdioClientTransport({ command, args, env, stderr: "inherit" });
}

function shortened(text) {
  if (text.length <= 1000) {
    try {
      return JSON.stringify(JSON.parse(text));
    } catch {
      return text;
    }
  }
  return `${text.length} characters, sha256 ${createHash("sha256").update(text).digest("hex")}`;
}

function told(result) {
  const text = result.content.map((part) => part.text ?? part.type).join("\n");
  return (result.isError ? "refused: " : "") + shortened(text);
}

const doing = {
  async tools(client) {
    const { tools } = await client.listTools();
    return tools.map((tool) => tool.name).sort().join(" ");
  },
  async call(client, rest) {
    const [, name, json] = rest.match(/^(\S+)\s*(.*)$/s);
    const onprogress = ({ progress, total }) => console.log(`progress ${progress} of ${total}`);
    return told(await client.callTool({ name, arguments: JSON.parse(json || "{}") }, undefined, { onprogress }));
  },
};

function complain(error) {
  console.log(`error ${error.code ?? ""}: ${error.message}`);
  process.exitCode = 1;
}

async function does(client, step) {
  const [, verb, rest] = step.match(/^(\S+)\s*(.*)$/s);
  try {
    console.log(await doing[verb](client, rest));
  } catch (error) {
    complain(error);
  }
}

const client = new Client({ name: "tests/real/client.mjs", version: "1" }, { capabilities: { sampling: {} } });
client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => ({
  model: "none",
  role: "assistant",
  content: { type: "text", text: `the client's answer to: ${params.messages[0].content.text}` },
}));

try {
  await client.connect(transport(JSON.parse(readFileSync(file, "utf8")).mcpServers[server]));
  for await (const step of steps.length ? steps : createInterface({ input: process.stdin })) {
    await does(client, step);
  }
} catch (error) {
  complain(error);
}
await client.close();
