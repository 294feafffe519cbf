export const SHIPPED: boolean;
export const INSTALLED: string | undefined;
