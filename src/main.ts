import { readFileSync } from 'node:fs';
import { runCli } from './cli/run-cli.js';
import type { CliPorts, Session } from './cli/ports.js';

/** Composition root of the command line: brings the engine, when a command needs it, and the report. */
async function open(dataFolder: string): Promise<Session> {
  await import('reflect-metadata');
  const [{ NestFactory }, { AppModule }, { StepRegistry }, engine, report] = await Promise.all([
    import('@nestjs/core'),
    import('./app.module.js'),
    import('./engine/step-registry.js'),
    import('./engine/umstieg.js'),
    import('./report/index.js'),
  ]);
  const app = await NestFactory.createApplicationContext(AppModule, {
    logger: false,
    abortOnError: false,
  });
  try {
    const umstieg = await engine.Umstieg.open(app.get(StepRegistry), {
      dataFolder,
      report: async (opened, runId) => ({
        html: await report.writeReport(opened, runId, 'html', 'de'),
        json: await report.writeReport(opened, runId, 'json', 'de'),
      }),
    });
    return {
      umstieg,
      who: (name) => (name === undefined ? engine.engineWho() : engine.commandLineWho(name)),
      report: (runId, format, language) => report.writeReport(umstieg, runId, format, language),
      close: async () => {
        await umstieg.close();
        await app.close();
      },
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

const ports: CliPorts = { open, version: version() };
// a reader that went away (`| head`) is no error of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await runCli(process.argv.slice(2), {
  ports,
  streams: process,
  environment: process.env,
});
