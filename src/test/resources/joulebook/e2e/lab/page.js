// Renders the outputs of a notebook as JupyterLab does: the form it ranks highest, by its own renderers and sanitizer.
import { MimeModel, RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';

const joined = text => (Array.isArray(text) ? text.join('') : text);

function forms(data) {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => [type, /json$/.test(type) ? value : joined(value)])
  );
}

function bundleOf(output) {
  switch (output.output_type) {
    case 'stream':
      return { 'application/vnd.jupyter.stdout': joined(output.text) };
    case 'error':
      return { 'application/vnd.jupyter.stderr': output.traceback.join('\n') };
    default:
      return forms(output.data);
  }
}

window.show = async (notebook, trusted) => {
  const registry = new RenderMimeRegistry({ initialFactories: standardRendererFactories });
  const shown = {};
  for (const cell of notebook.cells) {
    for (const output of cell.outputs ?? []) {
      const data = bundleOf(output);
      const type = registry.preferredMimeType(data, trusted ? 'any' : 'ensure');
      const place = document.createElement('div');
      place.className = 'jp-OutputArea-output';
      document.body.append(place);
      if (!type) {
        place.textContent = 'Nothing can be shown.';
        continue;
      }
      const renderer = registry.createRenderer(type);
      place.append(renderer.node);
      await renderer.renderModel(new MimeModel({ data, trusted }));
      shown[type] = (shown[type] ?? 0) + 1;
    }
  }
  return shown;
};
